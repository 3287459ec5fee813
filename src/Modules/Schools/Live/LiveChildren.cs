using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Live;

/// <summary>Reads what must be known of children to tell their changes to anybody: their lines, their places and whether they are a concern. Scope is judged afterwards, for each who follows.</summary>
internal sealed class LiveChildren(Database database, IConcern concern, SchoolClock clock)
{
    /// <summary>The children of these changes as they are now. Three questions, whoever and however many will be told.</summary>
    public async Task<KnownChildren> OfAsync(IReadOnlyCollection<LiveChange> changes, CancellationToken cancellation)
    {
        var pupils = changes.SelectMany(change => change.Pupils).ToHashSet();
        if (pupils.Count == 0)
            return new KnownChildren(new Dictionary<PupilId, PupilRow>(), new ChildReaches([]));
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var places = (
            await transaction
                .Command(
                    """
                    select pupil, target, target_id from access_place
                    where pupil {ids} and from_date <= @day and (until_date is null or until_date > @day)
                    """
                )
                .WithAny("ids", pupils.Select(pupil => pupil.Value))
                .With("day", clock.Today)
                .ReadAsync(
                    reader =>
                        (
                            Pupil: new PupilId(reader.GetInt64(0)),
                            On: new GrantTarget(Enum.Parse<GrantTargetKind>(reader.GetString(1), ignoreCase: true), reader.GetInt64(2))
                        ),
                    cancellation
                )
        ).ToLookup(row => row.Pupil, row => row.On);
        var concerns = (
            await transaction
                .Command($$"""select p.pupil_id from schools_pupil p where p.pupil_id {ids} and {{concern.Sql("p.pupil_id")}}""")
                .WithAny("ids", pupils.Select(pupil => pupil.Value))
                .ReadAsync(reader => new PupilId(reader.GetInt64(0)), cancellation)
        ).ToHashSet();
        var lines = await PupilSearch.LinesAsync(transaction, pupils, visible: null, cancellation);
        return new KnownChildren(
            lines.ToDictionary(row => row.Id),
            new ChildReaches([
                .. lines.Select(row => new ChildReach(
                    row.Id,
                    places[row.Id].Append(GrantTarget.Of(row.Id)).ToHashSet(),
                    concerns.Contains(row.Id)
                )),
            ])
        );
    }
}
