using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Transport;

/// <summary>A school takes a failed service as the reason of many marks at once.</summary>
[MutationRoot]
internal sealed class ExplainByTransportMutation(
    IPolicy policy,
    IAuditTrail audit,
    TransportOffers offers,
    IGrainFactory grains,
    IWriter writer,
    SchoolClock clock
)
{
    /// <summary>How a correction that comes from a failed service is marked in the journal.</summary>
    private const string Via = "transport";

    private const int Most = 200;

    [Description(
        "The school takes a failed service as the reason of its children's marks: those who missed the half-day get the offered code by a correction of the register, which keeps what stood; those who came late keep their mark, with the reason beside it."
    )]
    [Cost(50)]
    public async Task<ExplainByTransportPayload?> ExplainByTransport(
        Caller caller,
        [Description("The failure and the children.")] ExplainByTransportInput input,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(input.School), cancellation: cancellation))
            throw Refusal.NotFound();
        var failure = (await offers.OfAsync(caller, input.School, cancellation)).FirstOrDefault(each => each.Id == input.Failure);
        var chosen = input.Pupils.Distinct(StringComparer.Ordinal).ToList();
        var open = failure?.Children.Where(child => child.Code is not null && chosen.Contains(child.Pupil.GraphId)).ToList() ?? [];
        if (failure is null || chosen.Count is 0 or > Most || open.Count != chosen.Count)
            return ExplainByTransportPayload.Refused(
                Error.Validation(
                    "/pupils",
                    "not-offered",
                    "Choose children who are offered the reason; the register may have changed meanwhile."
                )
            );
        await audit.ChangingAsync(
            caller,
            nameof(ExplainByTransport),
            AuditScope.Name(GrantTarget.Of(input.School)),
            failure.Id,
            cancellation
        );
        var corrected = open.Where(child => child.Code != child.Mark).ToList();
        List<string> statuses = [];
        if (corrected.Count > 0)
        {
            var reply = await grains.GetGrain<ISchoolGrain>(input.School.Value).Post(Correction(failure, corrected), caller);
            if (reply.Error is { } refused)
                return ExplainByTransportPayload.Refused(refused);
            statuses = Statuses(reply.Value.Body);
        }
        var now = clock.Now;
        var explained = open.Where(child => child.Code == child.Mark)
            .Concat(corrected.Where((_, at) => statuses[at] is "stored" or "unchanged"))
            .Select(child => new TransportExplained(long.Parse(failure.Id), child.Key, input.School, child.Mark!, child.Code!, now))
            .ToList();
        await writer.Run(transaction => TransportBook.ExplainAsync(transaction, explained, caller.Name), cancellation);
        return new ExplainByTransportPayload(explained.Count, open.Count - explained.Count, []);
    }

    private static RegisterPost Correction(SchoolTransportFailure failure, IReadOnlyList<TransportOffer> children)
    {
        var reason = $"{failure.Route} failed: {failure.What}";
        return new RegisterPost
        {
            Session = failure.Session,
            Via = Via,
            PayloadHash = SHA256.HashData(
                Encoding.UTF8.GetBytes($"transport {failure.Id} {string.Join(',', children.Select(child => child.Upn.Value))}")
            ),
            Marks =
            [
                .. children.Select(child => new PostedMark(
                    child.Upn.Value,
                    child.Code!,
                    null,
                    null,
                    reason.Length > 500 ? reason[..500] : reason
                )),
            ],
        };
    }

    /// <summary>What became of each mark of a post, from its receipt.</summary>
    private static List<string> Statuses(byte[] receipt)
    {
        using var document = JsonDocument.Parse(receipt);
        return [.. document.RootElement.GetProperty("marks").EnumerateArray().Select(mark => mark.GetString()!)];
    }
}

[Description("A failed service as the reason of marks.")]
internal sealed record ExplainByTransportInput(
    [property: Description("The school.")] Laestab School,
    [property: Description("The failure, by its id."), Id] string Failure,
    [property: Description("The children whose marks it explains, by their ids; at most 200."), Id] IReadOnlyList<string> Pupils
);

[Description("What became of marks that a failed service explains.")]
internal sealed record ExplainByTransportPayload(
    [property: Description("Marks that are explained.")] int Explained,
    [property: Description("Marks that the register holds, because they are wrong in themselves.")] int Held,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
)
{
    /// <summary>Nothing was explained.</summary>
    public static ExplainByTransportPayload Refused(Error error) => new(0, 0, InputProblem.Of(error));
}
