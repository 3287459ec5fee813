using System.Buffers;
using System.Text.Json;
using Attendance.City.Plan;
using Attendance.SharedKernel;

namespace Attendance.City.Replay;

/// <summary>The bodies by which a loader tells the server about one school: the same bytes on every run.</summary>
internal sealed class SchoolBodies(CityPlan city)
{
    private readonly ILookup<long, CityChild> _families = city.Children.ToLookup(child => child.Family.Id);

    /// <summary>PUT /schools/{laestab}.</summary>
    public static byte[] Record(CitySchool school) =>
        Write(json =>
        {
            json.WriteString("name", school.Name);
            json.WriteNumber("urn", school.Row.Urn);
            json.WriteString("phase", school.Phase);
        });

    /// <summary>PUT /schools/{laestab}/calendars/{startYear}: the open sessions with their times, and the days in term on which the school is shut.</summary>
    public static byte[] Calendar(CitySchool school) =>
        Write(json =>
        {
            json.WriteStartArray("sessions");
            foreach (var session in school.Sessions)
                Line(session, open: true);
            foreach (var day in school.ClosedDays)
            {
                Line(new SessionKey(day, HalfDay.AM), open: false);
                Line(new SessionKey(day, HalfDay.PM), open: false);
            }
            json.WriteEndArray();

            void Line(SessionKey session, bool open)
            {
                json.WriteStartObject();
                json.WriteString("date", Day(session.Date));
                json.WriteString("session", session.Half.ToString());
                json.WriteBoolean("open", open);
                json.WriteString("start", CitySchool.StartOf(session.Half).ToString("HH:mm"));
                json.WriteString("close", CitySchool.CloseOf(session.Half).ToString("HH:mm"));
                json.WriteEndObject();
            }
        });

    /// <summary>PUT /schools/{laestab}/roll: everyone who is on it at some time of the year.</summary>
    public byte[] Roll(CitySchool school) =>
        Write(json =>
        {
            json.WriteStartArray("pupils");
            foreach (var enrolment in school.Enrolments)
                Pupil(json, enrolment);
            json.WriteEndArray();
        });

    /// <summary>POST /schools/{laestab}/keys.</summary>
    public static byte[] Key() => Write(json => json.WriteString("name", "Simulated city"));

    private void Pupil(Utf8JsonWriter json, CityEnrolment enrolment)
    {
        var child = enrolment.Child;
        json.WriteStartObject();
        json.WriteString("upn", child.Upn.Value);
        if (child.FormerUpn is { } former)
        {
            json.WriteStartArray("formerUpns");
            json.WriteStringValue(former.Value);
            json.WriteEndArray();
        }
        json.WriteString("givenName", child.GivenName);
        json.WriteString("familyName", child.Family.Name);
        json.WriteString("birthDate", Day(child.BirthDate));
        json.WriteString("sex", child.Sex.ToString());
        json.WriteString("entryDate", Day(enrolment.EntryDate));
        if (enrolment.LeavingDate is { } left)
            json.WriteString("leavingDate", Day(left));
        json.WriteString("status", ((char)enrolment.Status).ToString());
        if (enrolment.Boarder)
            json.WriteBoolean("boarder", true);
        json.WriteString("yearGroup", enrolment.YearGroup);
        json.WriteString("group", enrolment.Group);
        json.WriteStartArray("siblings");
        foreach (var other in _families[child.Family.Id].Where(other => other != child))
            json.WriteStringValue(other.Upn.Value);
        json.WriteEndArray();
        Contacts(json, child);
        Markers(json, child);
        json.WriteEndObject();
    }

    /// <summary>Names are invented; telephone numbers are of the range that Ofcom keeps for drama, addresses of a domain that nobody has.</summary>
    private void Contacts(Utf8JsonWriter json, CityChild child)
    {
        var random = CityRandom.For(city.Seed, child.Family.Id, 4);
        json.WriteStartArray("contacts");
        if (child.LookedAfterFrom is not null)
            Contact(random.Of(Names.Girls), "foster carer", responsible: false);
        Contact(random.Of(Names.Girls), "mother", responsible: true);
        if (random.Chance(0.6))
            Contact(random.Of(Names.Boys), "father", responsible: random.Chance(0.85));
        json.WriteEndArray();

        void Contact(string given, string relationship, bool responsible)
        {
            json.WriteStartObject();
            json.WriteString("name", $"{given} {child.Family.Name}");
            json.WriteString("relationship", relationship);
            json.WriteBoolean("parentalResponsibility", responsible);
            json.WriteString("phone", $"07700 900{random.Next(1000):000}");
            json.WriteString("email", $"{given}.{child.Family.Name}{child.Family.Id % 1000}@example.org".ToLowerInvariant());
            json.WriteEndObject();
        }
    }

    private void Markers(Utf8JsonWriter json, CityChild child)
    {
        var random = CityRandom.For(city.Seed, child.Upn.Value.GetHashCodeStable(), 5);
        var entry = new DateOnly(city.Year.StartYear, 9, 1);
        json.WriteStartArray("markers");
        if (child.LookedAfterFrom is { } from)
            Marker("looked-after", from);
        if (random.Chance(0.2))
            Marker("free-meals", entry);
        if (random.Chance(0.15))
            Marker("sen", entry);
        json.WriteEndArray();

        void Marker(string kind, DateOnly from)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("from", Day(from));
            json.WriteNull("to");
            json.WriteString("source", "city");
            json.WriteEndObject();
        }
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd");

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
