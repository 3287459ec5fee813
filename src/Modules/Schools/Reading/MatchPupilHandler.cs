using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Reading;

internal sealed class MatchPupilHandler(Database database, IMediator mediator) : IRequestHandler<MatchPupil, PupilAtSchool?>
{
    private static readonly Caller Job = Caller.System("match-pupil");

    public async Task<PupilAtSchool?> Handle(MatchPupil request, CancellationToken cancellationToken)
    {
        List<(PupilId Id, string Given, string Family)> born;
        await using (var connection = await database.OpenAsync(cancellationToken))
        await using (var transaction = await connection.BeginReadAsync(cancellationToken))
            born = await transaction
                .Command("select pupil_id, given_name, family_name from schools_pupil where birth_date = @born and merged_into is null")
                .With("born", request.BirthDate)
                .ReadAsync(reader => (new PupilId(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2)), cancellationToken);
        var named = born.Where(child => Same(child.Given, request.GivenName) && Same(child.Family, request.FamilyName)).ToList();
        if (named.Count != 1)
            return null;
        var found = await mediator.Send(new ReadPupils(Job, [named[0].Id]), cancellationToken);
        return found.GetValueOrDefault(named[0].Id);
    }

    private static bool Same(string left, string right) => string.Equals(left, right.Trim(), StringComparison.OrdinalIgnoreCase);
}
