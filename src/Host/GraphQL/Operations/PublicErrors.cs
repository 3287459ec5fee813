using System.Diagnostics;
using System.Text.RegularExpressions;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Errors;

namespace Attendance.Host.GraphQL.Operations;

/// <summary>
/// What a caller reads of an error: one stable code, no hint at names of the schema ("Did you mean"), no value that was sent, nothing of an exception.
/// </summary>
internal sealed partial class PublicErrors : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = Code(executionError) };
        if (executionError is UnhandledError)
            extensions["traceId"] = Activity.Current?.TraceId.ToString();
        if (executionError is Refusal { Extensions: { } own })
        {
            foreach (var (key, value) in own)
                extensions[key] = value;
        }
        return new ErrorInfo { Message = Message(executionError), Extensions = extensions };
    }

    private static string Code(ExecutionError error) =>
        error switch
        {
            RefusedOperation or Refusal => error.Code!,
            SyntaxError => AnswerCode.ParseFailed,
            InvalidVariableError or ArgumentsOfCorrectTypeError or DefaultValuesOfCorrectTypeError => AnswerCode.BadUserInput,
            InvalidOperationNameError or NoOperationError or NoOperationNameError => AnswerCode.UnknownOperation,
            TimeoutError => AnswerCode.Timeout,
            ValidationError => AnswerCode.ValidationFailed,
            UnhandledError => AnswerCode.Internal,
            _ => error.Code ?? AnswerCode.Internal,
        };

    private static string Message(ExecutionError error) =>
        error switch
        {
            UnhandledError => "Something went wrong on our side. Quote the trace id when you report it.",
            RefusedOperation or Refusal => error.Message,
            _ => Found().Replace(Converted().Replace(Hint().Replace(error.Message, ""), "Unable to convert the value to"), "."),
        };

    [GeneratedRegex(@"\s*Did you mean.*$", RegexOptions.Singleline)]
    private static partial Regex Hint();

    [GeneratedRegex("Unable to convert '.*' to", RegexOptions.Singleline)]
    private static partial Regex Converted();

    [GeneratedRegex(@",? found .*$", RegexOptions.Singleline)]
    private static partial Regex Found();
}
