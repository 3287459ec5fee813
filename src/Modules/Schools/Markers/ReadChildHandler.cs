using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Markers;

internal sealed class ReadChildHandler(IPolicy policy, Database database) : IRequestHandler<ReadChild, Result<ChildRecord>>
{
    public async Task<Result<ChildRecord>> Handle(ReadChild request, CancellationToken cancellationToken)
    {
        if (!(await policy.OfAsync(request.Caller, request.Pupil, cancellationToken)).May(Act.ReadBackground))
            return Error.NotFound;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginReadAsync(cancellationToken);
        var rows = new RollRows(transaction, request.KnownAt);
        var aliases = await rows.AliasesAsync(cancellationToken);
        var survivor = aliases.Survivor(request.Pupil.Value);
        var family = aliases.Family(survivor).Append(survivor).Distinct().ToList();
        if ((await rows.PupilsAsync([survivor], cancellationToken)).Count == 0)
            return Error.NotFound;
        var contacts = (await rows.ContactsAsync(family, cancellationToken)).OrderBy(list => list.Pupil != survivor).FirstOrDefault();
        var markers = (await rows.MarkersAsync(family, cancellationToken))
            .Where(marker => !marker.Removed)
            .Select(marker => marker.Span)
            .Distinct()
            .OrderBy(span => span.From)
            .ThenBy(span => span.Kind, StringComparer.Ordinal);
        AuditScope.Current?.Show(new PupilId(survivor));
        return new ChildRecord(
            new PupilId(survivor),
            [
                .. RollJson
                    .Contacts(contacts.Text ?? "[]")
                    .Select(person => new ChildContact(
                        person.Name,
                        person.Relationship,
                        person.ParentalResponsibility,
                        person.Phone,
                        person.Email
                    )),
            ],
            await SiblingsAsync(rows, aliases, survivor, family, cancellationToken),
            [.. markers.Select(span => new ChildMarker(span.Kind, span.Source, span.From, span.To, span.Detail))]
        );
    }

    /// <summary>Those that the child's school named, and those whose school named the child.</summary>
    private static async Task<List<ChildSibling>> SiblingsAsync(
        RollRows rows,
        PupilAliases aliases,
        long survivor,
        List<long> family,
        CancellationToken cancellation
    )
    {
        var own = (await rows.UpnsAsync(family, cancellation)).ConvertAll(row => row.Upn);
        var named = (await rows.SiblingsAsync(family, cancellation)).Where(row => !row.Removed).Select(row => row.Upn).ToHashSet();
        var holders = await rows.HoldersAsync(named, cancellation);
        var siblings = new Dictionary<long, ChildSibling>();
        var strangers = new List<ChildSibling>();
        foreach (var upn in named.Order())
        {
            if (!holders.TryGetValue(upn, out var holder))
                strangers.Add(new ChildSibling(upn, null));
            else
                siblings.TryAdd(aliases.Survivor(holder), new ChildSibling(upn, new PupilId(aliases.Survivor(holder))));
        }
        var naming = (await rows.SiblingsByUpnAsync(own, cancellation))
            .Where(row => !row.Removed)
            .Select(row => aliases.Survivor(row.Pupil))
            .Distinct()
            .Where(id => !siblings.ContainsKey(id))
            .ToList();
        foreach (var pupil in await rows.PupilsAsync(naming, cancellation))
            siblings[pupil.Id] = new ChildSibling(pupil.Upn, new PupilId(pupil.Id));
        siblings.Remove(survivor);
        return [.. siblings.Values.Concat(strangers).OrderBy(sibling => sibling.Upn)];
    }
}
