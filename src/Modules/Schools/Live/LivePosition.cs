using System.Buffers.Text;
using System.Text;

namespace Attendance.Schools.Live;

/// <summary>
/// How far somebody has followed: for each school, the number of its journal up to which standings were seen, and the number of its last change of a flag. As text it
/// is the resume token. It names no child.
/// </summary>
internal sealed class LivePosition
{
    private const int MostSchools = 2_000;

    private readonly SortedDictionary<int, (long Seq, long Pos)> _schools;

    public LivePosition()
        : this([]) { }

    private LivePosition(SortedDictionary<int, (long, long)> schools) => _schools = schools;

    /// <summary>The position in a school; zeros when nothing was seen of it.</summary>
    public (long Seq, long Pos) this[int school]
    {
        get => _schools.GetValueOrDefault(school);
        set => _schools[school] = value;
    }

    /// <summary>The schools of which something was seen.</summary>
    public IEnumerable<int> Schools => _schools.Keys;

    /// <summary>A copy that moves on its own.</summary>
    public LivePosition Copy() => new(new SortedDictionary<int, (long, long)>(_schools));

    /// <summary>Goes as far as a change.</summary>
    public void Follow(LiveChange change)
    {
        var (seq, pos) = this[change.School];
        this[change.School] = (Math.Max(seq, change.Seq), Math.Max(pos, change.Pos));
    }

    /// <summary>The resume token: opaque to clients.</summary>
    public string Text
    {
        get
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes, Encoding.ASCII);
            var before = 0;
            foreach (var (school, (seq, pos)) in _schools)
            {
                writer.Write7BitEncodedInt(school - before);
                writer.Write7BitEncodedInt64(seq);
                writer.Write7BitEncodedInt64(pos);
                before = school;
            }
            return Base64Url.EncodeToString(bytes.ToArray());
        }
    }

    /// <summary>Reads a token; null when it is none.</summary>
    public static LivePosition? Parse(string token)
    {
        if (token.Length > MostSchools * 16 || !Base64Url.IsValid(token))
            return null;
        var schools = new SortedDictionary<int, (long, long)>();
        using var reader = new BinaryReader(new MemoryStream(Base64Url.DecodeFromChars(token)), Encoding.ASCII);
        try
        {
            var school = 0;
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                school = checked(school + reader.Read7BitEncodedInt());
                var (seq, pos) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
                if (seq < 0 || pos < 0 || schools.Count == MostSchools)
                    return null;
                schools[school] = (seq, pos);
            }
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or OverflowException)
        {
            return null;
        }
        return new LivePosition(schools);
    }
}
