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
        if (executionError is Refusal or BrokenField && executionError.Extensions is { } own)
        {
            foreach (var (key, value) in own)
                extensions[key] = value;
        }
        return new ErrorInfo { Message = Message(executionError), Extensions = extensions };
    }

    private static string Code(ExecutionError error) =>
        error switch
        {
            RefusedOperation or Refusal or BrokenField => error.Code!,
            SyntaxError => AnswerCode.ParseFailed,
            InvalidVariableError or ArgumentsOfCorrectTypeError or DefaultValuesOfCorrectTypeError => AnswerCode.BadUserInput,
            InvalidOperationNameError or NoOperationError or NoOperationNameError => AnswerCode.UnknownOperation,
            TimeoutError => AnswerCode.Timeout,
            ValidationError => AnswerCode.ValidationFailed,
            _ => error.Code ?? AnswerCode.Internal,
        };

    private static string Message(ExecutionError error) =>
        error switch
        {
            RefusedOperation or Refusal or BrokenField => error.Message,
            _ => Sent().Replace(Hint().Replace(error.Message, ""), ""),
        };

    [GeneratedRegex(@"\s*Did you mean.*$", RegexOptions.Singleline)]
    private static partial Regex Hint();

    // GraphQL.NET's four ways to quote what was sent.
    [GeneratedRegex(
        @"(?<=Unable to convert) '.*'(?= to)|(?<=default value) '.*'|,? found .*(?=\.)|(?<=Unknown field) '.*'",
        RegexOptions.Singleline
    )]
    private static partial Regex Sent();
}
