using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Attendance.SharedKernel;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// A school's system in bad weather: registers of its class, corrections anywhere in the school, repeats of what was answered, posts without a key. What was
/// not answered is sent again with the same bytes until it is, but for a tenth, of which nobody ever learns the outcome.
/// </summary>
internal sealed class StormClient : IDisposable
{
    private static readonly string[] Codes = ["/", "/", "/", "/", "/", "/", "L", "I", "M", "C", "O", "O", "U", "G"];

    private readonly int _number;
    private readonly StormSchool _school;
    private readonly int _class;
    private readonly Storm _storm;
    private readonly StormLedger _ledger;
    private readonly Random _random;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly List<(StormPost Post, string Body)> _answered = [];
    private int _next;
    private int _posts;

    public StormClient(int number, StormSchool school, int @class, Storm storm, string folder, int seed)
    {
        _number = number;
        _school = school;
        _class = @class;
        _storm = storm;
        _ledger = new StormLedger(Path.Combine(folder, $"client-{number}.jsonl"));
        _random = new Random(seed + number);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", school.Key);
    }

    public int Answers { get; private set; }

    public int Repeats { get; private set; }

    public int Abandoned { get; private set; }

    /// <summary>Posts until the weather is over; then what is still unanswered is settled.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        // Away from the caller's thread: writing a ledger is synchronous.
        await Task.Yield();
        while (!over.IsCancellationRequested)
        {
            var dice = _random.Next(100);
            if (dice < 10 && _answered.Count > 0)
            {
                var (post, body) = _answered[_random.Next(_answered.Count)];
                await SendAsync(post, body);
                Repeats++;
            }
            else if (dice < 70 && _next < _school.Sessions.Count)
                await SendAsync(Make(_school.Sessions[_next++], _school.Classes[_class], reason: null, keyed: dice < 65), null);
            else if (_next > 0)
            {
                var everyone = _school.Classes[_random.Next(_school.Classes.Count)];
                var few = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => everyone[_random.Next(everyone.Count)]).Distinct().ToList();
                await SendAsync(Make(_school.Sessions[_random.Next(_next)], few, reason: "Put right", keyed: true), null);
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _ledger.Dispose();
    }

    private StormPost Make(SessionKey session, IReadOnlyList<string> upns, string? reason, bool keyed)
    {
        var key = keyed ? $"{_number}-{_posts++}" : null;
        var marks = upns.Select(upn => (Upn: upn, Code: Half(CodeOf(upn), session))).ToList();
        var body = TestSchool.Register(
            marks.Select(mark => TestSchool.Mark(mark.Upn, mark.Code, reason: reason)),
            group: reason is null ? $"{_class + 1}" : null,
            submissionId: key
        );
        // Bodies without a key differ too, so that each can be told from the others.
        body["takenBy"] = $"Client {_number} {_posts}";
        return new StormPost(_school.Laestab, session, key, marks, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    /// <summary>The first child of each class stays away, so that flags ask for action and casework has something to do.</summary>
    private string CodeOf(string upn)
    {
        var code = Codes[_random.Next(Codes.Length)];
        return _school.Classes.Any(own => own[0] == upn) ? "O" : code;
    }

    private static string Half(string code, SessionKey session) => code == "/" && session.Half is HalfDay.PM ? "\\" : code;

    /// <summary>Sends a post until it is answered, or gives it up. <paramref name="expected"/>: the body of the first answer.</summary>
    private async Task SendAsync(StormPost post, string? expected)
    {
        var url = await _storm.HostAsync();
        while (true)
        {
            _ledger.Try(post);
            _storm.Begin();
            try
            {
                using var content = new ByteArrayContent(post.Bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await _http.PostAsync(new Uri(url, post.Path), content);
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted)
                {
                    _ledger.Answer(post, (int)answer.StatusCode, body);
                    Answers++;
                    var text = Convert.ToHexString(SHA256.HashData(body));
                    if (expected is not null && expected != text)
                        _storm.Complain($"The repeat of {post.Key} was answered with other bytes.");
                    if (expected is null && post.Key is not null)
                        _answered.Add((post, text));
                    return;
                }
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                    _storm.Complain($"{post.Path} {post.Key}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                // A dead server. Whoever does not try again leaves an outcome that nobody knows.
                if (expected is null && _random.Next(10) == 0)
                {
                    Abandoned++;
                    return;
                }
            }
            finally
            {
                _storm.End();
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            url = await _storm.HostAsync();
        }
    }
}

/// <summary>A school of a storm: its sessions in order and its classes of UPNs.</summary>
internal sealed record StormSchool(
    Laestab Laestab,
    string Key,
    IReadOnlyList<SessionKey> Sessions,
    IReadOnlyList<IReadOnlyList<string>> Classes
);
