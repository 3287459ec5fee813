using System.Text.Json.Serialization;
using Attendance.Schools.Calendars;
using Attendance.Schools.Contacts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Freezes;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.Schools.SchoolRecords;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Schools;

/// <summary>
/// Generated code for the bodies of this module's REST operations: a new body or answer is a line here. How strictly bodies are read (no duplicates, no
/// unknown members, 16 levels) is set once for the whole server, in the Host's front door.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(SchoolBody))]
[JsonSerializable(typeof(SchoolView))]
[JsonSerializable(typeof(RollBody))]
[JsonSerializable(typeof(LoadAnswer))]
[JsonSerializable(typeof(RollView))]
[JsonSerializable(typeof(CalendarBody))]
[JsonSerializable(typeof(CalendarSaved))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(IdentityChange))]
[JsonSerializable(typeof(ChangeUpnBody))]
[JsonSerializable(typeof(MergePupilsBody))]
[JsonSerializable(typeof(UnmergePupilsBody))]
[JsonSerializable(typeof(TransferPupilBody))]
[JsonSerializable(typeof(RollOverBody))]
[JsonSerializable(typeof(RolledOver))]
[JsonSerializable(typeof(RemoveEnrolmentBody))]
[JsonSerializable(typeof(LogContactBody))]
[JsonSerializable(typeof(RegisterView))]
[JsonSerializable(typeof(FreezeBody))]
[JsonSerializable(typeof(FreezeView))]
[JsonSerializable(typeof(IReadOnlyList<FrozenFigures>))]
internal sealed partial class SchoolsJson : JsonSerializerContext
{
    /// <summary>Puts the generated code before reflection.</summary>
    public static void Use(IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, Default));
}
