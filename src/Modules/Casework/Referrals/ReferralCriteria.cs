using Attendance.Access.Contracts;
using Attendance.Casework.Terms;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Casework.Referrals;

/// <summary>When a school may refer a child (S118): enough was missed or a flag is open, and the school says what it has tried itself.</summary>
internal sealed class ReferralCriteria(IMediator mediator, Database database, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    /// <summary>The criteria that are not met, each with the reason; empty: the child may be referred.</summary>
    public async Task<IReadOnlyList<FieldError>> UnmetAsync(
        PupilId pupil,
        string? tried,
        ReferralTerms terms,
        CancellationToken cancellation
    )
    {
        var unmet = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(tried))
            unmet.Add(new FieldError("/tried", "tried-missing", "Say what the school has tried already."));
        var today = clock.Today;
        var sessions = await mediator.Send(new ReadSessions(Job, pupil, AcademicYear.Of(today).FirstDay, today), cancellation);
        var missed = sessions.IsOk ? sessions.Value.Sessions.Count(session => session.IsMissed) : 0;
        if (missed < terms.LeastMissed && !await IsFlaggedAsync(pupil, cancellation))
            unmet.Add(
                new FieldError(
                    "/pupil",
                    "criteria-unmet",
                    $"{missed} half-days missed this school year: a referral needs {terms.LeastMissed}, or an open flag that asks for action."
                )
            );
        return unmet;
    }

    /// <summary>The child's open case knows an open flag.</summary>
    private async Task<bool> IsFlaggedAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "select count(*) from casework_flag where pupil_id = @pupil and state = 'open'",
                    new { pupil = pupil.Value },
                    cancellationToken: cancellation
                )
            ) > 0;
    }
}
