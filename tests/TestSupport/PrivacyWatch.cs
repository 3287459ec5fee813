using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Attendance.SharedKernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attendance.TestSupport;

/// <summary>
/// I-26 over the whole suite: hears every log (Debug and up), activity, metric tag, address and problem document of every Host that a test starts, and looks in each for
/// what tests put in: the names and e-mail addresses of the fixtures, anything that is a valid UPN, and every key, token and cookie. What it found fails the test that
/// disposes the Host.
/// </summary>
public static partial class PrivacyWatch
{
    /// <summary>The given name of the children of <see cref="TestSchool"/>.</summary>
    public const string GivenName = "Canarella";

    /// <summary>Their family name.</summary>
    public const string FamilyName = "Quillfeather";

    private static readonly SearchValues<string> Names = SearchValues.Create(
        [GivenName, FamilyName, "Archer", "Dyer", "@example.org", "@salford.example"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly ConcurrentDictionary<string, bool> Secrets = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> Clean = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<string> Found = new();

    // They live as long as the process.
    private static readonly ActivityListener Activities = ListenToActivities();
    private static readonly MeterListener Metrics = ListenToMetrics();
    private static long _heard;

    /// <summary>How many texts were looked at so far.</summary>
    public static long Heard => Interlocked.Read(ref _heard);

    /// <summary>Notes a key, token or cookie. Only those of 43 characters, which is what 32 random bytes are, are looked for.</summary>
    public static void Keep(string secret)
    {
        if (secret.Length == 43)
            Secrets.TryAdd(secret, true);
    }

    /// <summary>Lets the Host's logs be heard, beside the console and whatever its levels are.</summary>
    public static void AddTo(IServiceCollection services)
    {
        GC.KeepAlive(Activities);
        GC.KeepAlive(Metrics);
        services.AddLogging(logging =>
        {
            logging.AddProvider(new Ears());
            logging.AddFilter<Ears>(null, LogLevel.Debug);
            // The Host shuts these off for every provider, for what they would say.
            logging.AddFilter<Ears>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
            logging.AddFilter<Ears>("Microsoft.AspNetCore.Routing", LogLevel.Warning);
        });
    }

    /// <summary>Looks at a text. <paramref name="where"/>: what it is.</summary>
    public static void Look(string where, string text)
    {
        Interlocked.Increment(ref _heard);
        var what =
            text.AsSpan().ContainsAny(Names) ? "a name or address"
            : HasUpn(text) ? "a UPN"
            : HasSecret(text) ? "a secret"
            : null;
        if (what is not null && Found.Count < 20)
            Found.Enqueue($"{what} in {where}: {text[..Math.Min(text.Length, 500)]}");
    }

    /// <summary>Throws when anything was found since the last call.</summary>
    public static void ThrowIfFound()
    {
        var all = new List<string>();
        while (Found.TryDequeue(out var one))
            all.Add(one);
        if (all.Count > 0)
            throw new InvalidOperationException($"Personal data or a secret got out:\n{string.Join('\n', all)}");
    }

    private static bool HasUpn(string text)
    {
        foreach (var match in UpnLike().EnumerateMatches(text))
        {
            if (Upn.TryParse(text.Substring(match.Index, match.Length), out _))
                return true;
        }
        return false;
    }

    private static bool HasSecret(string text)
    {
        foreach (var match in SecretLike().EnumerateMatches(text))
        {
            if (match.Length == 43 && Secrets.ContainsKey(text.Substring(match.Index, match.Length)))
                return true;
        }
        return false;
    }

    private static ActivityListener ListenToActivities()
    {
        var listener = new ActivityListener
        {
            // The client of the test is not the product.
            ShouldListenTo = source => !source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                Look($"the activity {activity.Source.Name}", activity.DisplayName);
                foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(entry => entry.Tags)))
                    LookOnce($"the tag {name} of the activity {activity.DisplayName}", value);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener ListenToMetrics()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (!instrument.Meter.Name.StartsWith("System.Net", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;

        static void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (name, value) in tags)
                LookOnce($"the tag {name} of the metric {instrument.Name}", value);
        }
    }

    // The same few values come again and again.
    private static void LookOnce(string where, object? value)
    {
        if (value is not string text || Clean.ContainsKey(text))
            return;
        Look(where, text);
        if (Clean.Count < 100_000)
            Clean.TryAdd(text, true);
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z])[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z](?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex UpnLike();

    [GeneratedRegex("[A-Za-z0-9_-]{43,}", RegexOptions.CultureInvariant)]
    private static partial Regex SecretLike();

    private sealed class Ears : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Ear(categoryName);

        public void Dispose() { }
    }

    private sealed class Ear(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Look($"a scope of {category}", state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        void ILogger.Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Look($"a log of {category}", exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
    }
}

/// <summary>What a client of a test hears: problem documents and addresses that it is sent to.</summary>
internal sealed class PrivacyEar(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Headers.Location is { } location)
            PrivacyWatch.Look("an address", location.OriginalString);
        if (answer.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            PrivacyWatch.Look("a problem document", await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        return answer;
    }
}
