using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.Schools.Reading;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Files;
using MediatR;

namespace Attendance.Schools.Export;

/// <summary>Exports as CSV (RFC 4180). Text cells that a spreadsheet would take for a formula get a leading apostrophe.</summary>
internal sealed class ExportCsvHandler(Database database, SchoolFigures schools, ChainReader chains)
    : IRequestHandler<ExportCsv, Result<long>>
{
    public async Task<Result<long>> Handle(ExportCsv request, CancellationToken cancellationToken)
    {
        if (request.Caller.Kind is not CallerKind.System)
            return Error.NotFound;
        return request.Kind switch
        {
            ExportKind.Journal => await JournalAsync(request.WriteLine, cancellationToken),
            ExportKind.Standings => await StandingsAsync(request.WriteLine, cancellationToken),
        };
    }

    private async Task<long> JournalAsync(Action<string> write, CancellationToken cancellation)
    {
        write(
            "school,seq,submission,date,session,group,kind,pupil,code,minutes_late,supersedes,effective,taken_at,recorded_at,recorded_by,via,client"
        );
        var rows = 0L;
        foreach (var school in await schools.SchoolsAsync(cancellation))
        {
            await foreach (var s in chains.ReadAsync(school.Laestab, cancellation))
            {
                foreach (var entry in s.Entries)
                {
                    write(
                        CsvFile.Line(
                            s.School,
                            entry.Seq,
                            s.FirstSeq,
                            s.Session.Date.ToString("yyyy-MM-dd"),
                            s.Session.Half,
                            s.Group,
                            s.Kind,
                            entry.Pupil,
                            AttendanceCode.FromId(entry.Code),
                            entry.MinutesLate,
                            entry.SupersedesSeq,
                            entry.Effective ? 1 : 0,
                            s.TakenAt?.ToString("O"),
                            s.RecordedAt.ToString("O"),
                            s.RecordedBy,
                            s.Via,
                            s.Client
                        )
                    );
                    rows++;
                }
            }
        }
        return rows;
    }

    private async Task<long> StandingsAsync(Action<string> write, CancellationToken cancellation)
    {
        write("school,year,pupil,possible,attended,authorised,unauthorised,missing");
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command(
                "select school_id, year, pupil_id, possible, attended, authorised, unauthorised, missing from schools_enrolment_standing order by school_id, year, pupil_id"
            )
            .ReadAsync(
                reader =>
                    CsvFile.Line(
                        reader.GetInt64(0),
                        new AcademicYear(reader.GetInt32(1)),
                        reader.GetInt64(2),
                        reader.GetInt32(3),
                        reader.GetInt32(4),
                        reader.GetInt32(5),
                        reader.GetInt32(6),
                        reader.GetInt32(7)
                    ),
                cancellation
            );
        foreach (var row in rows)
            write(row);
        return rows.Count;
    }
}
