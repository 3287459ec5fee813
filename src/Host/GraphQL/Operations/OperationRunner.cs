using System.Text;
using System.Text.RegularExpressions;
using Attendance.Access.Contracts;
using Attendance.Host.GraphQL.Composition;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Rules.Custom;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// The way of an operation, whichever transport brought it: limits, parsing, limits again, validation, execution. Nothing of the schema's
/// fields runs before all limits hold.
/// </summary>
internal sealed partial class OperationRunner(
    ComposedSchema schema,
    IDocumentExecuter executer,
    IOptions<GraphQLOptions> options,
    IHostEnvironment environment,
    IPolicy policy,
    ILogger<OperationRunner> log
)
{
    private readonly GraphQLOptions _options = options.Value;

    /// <summary>
    /// Runs one operation with the services of its request. <paramref name="pace"/>: that of a transport that can carry subscriptions; without one they are refused.
    /// </summary>
    public async Task<ExecutionResult> RunAsync(
        GraphQLOperation operation,
        Caller caller,
        IServiceProvider services,
        string traceId,
        CancellationToken cancellation,
        SubscriptionPace? pace = null
    )
    {
        GraphQLDocument document;
        try
        {
            document = Parse(operation);
            if (pace is null && IsSubscription(document, operation.OperationName))
                throw new RefusedOperation(
                    AnswerCode.BadRequest,
                    "Subscribe by WebSocket (graphql-transport-ws) or Accept: text/event-stream.",
                    400
                );
        }
        catch (ExecutionError refused)
        {
            return new ExecutionResult(refused);
        }
        var rules = DocumentValidator
            .CoreRules.Concat(await IntrospectionAsync(caller, document, cancellation))
            .Append(new AgreementFields(services))
            .ToList();
        return await executer.ExecuteAsync(
            new ExecutionOptions
            {
                Schema = schema,
                Document = document,
                Query = operation.Query,
                OperationName = operation.OperationName,
                Variables = operation.Variables,
                UserContext = new OperationContext(caller, pace),
                RequestServices = services,
                CancellationToken = cancellation,
                // A subscription lasts; what it does at each event is bounded by the reader's pace.
                Timeout = IsSubscription(document, operation.OperationName) ? System.Threading.Timeout.InfiniteTimeSpan : _options.Timeout,
                ValidationRules = rules,
                CachedDocumentValidationRules = rules,
                UnhandledExceptionDelegate = context =>
                {
                    // The source of a subscription has no other way to end with a word to its reader.
                    if (context.OriginalException is Refusal refusal)
                    {
                        context.Exception = refusal;
                        return Task.CompletedTask;
                    }
                    // The path holds names of fields only, and the exception is for the log alone.
                    var path = string.Join('.', context.FieldContext?.ResponsePath ?? []);
                    log.LogError(context.OriginalException, "GraphQL field {Path} of request {TraceId} failed", path, traceId);
                    context.Exception = new BrokenField(traceId);
                    return Task.CompletedTask;
                },
            }
        );
    }

    private async ValueTask<IEnumerable<IValidationRule>> IntrospectionAsync(
        Caller caller,
        GraphQLDocument document,
        CancellationToken cancellation
    ) =>
        environment.IsDevelopment()
        || (AsksForSchema(document) && await policy.MayAsync(caller, Act.Introspect, GrantTarget.All, cancellation: cancellation))
            ? []
            : [NoIntrospectionValidationRule.Instance];

    private static bool IsSubscription(GraphQLDocument document, string? name) =>
        document
            .Definitions.OfType<GraphQLOperationDefinition>()
            .Any(operation => operation.Operation is OperationType.Subscription && (name is null || operation.Name?.StringValue == name));

    // Only a hint, to spare the others the question: the rule itself judges every field.
    private static bool AsksForSchema(GraphQLDocument document) => Introspection().IsMatch(document.Source.Span);

    // Clients with a cache put __typename into everything; it is no question about the schema.
    [GeneratedRegex(@"__(?!typename\b)")]
    private static partial Regex Introspection();

    private GraphQLDocument Parse(GraphQLOperation operation)
    {
        if (Encoding.UTF8.GetByteCount(operation.Query) > _options.MaxDocumentBytes)
            throw new RefusedOperation(AnswerCode.ParseFailed, $"A document may have {_options.MaxDocumentBytes} bytes.", 400);
        GraphQLDocument document;
        try
        {
            CountTokens(operation.Query);
            document = Parser.Parse(
                operation.Query,
                new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = _options.MaxParserDepth }
            );
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new RefusedOperation(AnswerCode.TooComplex, "The document nests too deep.", 400);
        }
        catch (GraphQLSyntaxErrorException exception)
        {
            throw new SyntaxError(exception);
        }
        if (OperationLimits.Refuse(document, operation.Variables, schema, _options) is { } tooComplex)
            throw new RefusedOperation(AnswerCode.TooComplex, tooComplex, 400);
        if (operation.ByGet && OverGet.Refuse(document, operation.OperationName, schema, operation.IsPersisted) is { } notByGet)
            throw new RefusedOperation(AnswerCode.MethodNotAllowed, notByGet, 405);
        return document;
    }

    private void CountTokens(string query)
    {
        var tokens = 0;
        for (var position = 0; ; tokens++)
        {
            if (tokens > _options.MaxTokens)
                throw new RefusedOperation(AnswerCode.ParseFailed, $"A document may have {_options.MaxTokens} tokens.", 400);
            var token = Lexer.Lex(query, position);
            if (token.Kind is TokenKind.EOF)
                return;
            position = token.End;
        }
    }
}
