using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Attendance.SharedKernel.Data;

/// <summary>
/// The installation's master key: a file of 32 bytes in base64 outside the database, <c>Vault:MasterKeyFile</c>, by default <c>keys/master.key</c> in the
/// data folder, made on first use. Hosts that share a PostgreSQL database must be given the same file. Whatever the database holds sealed cannot be read
/// without it. Throws CryptographicException when the file does not hold a key.
/// </summary>
public sealed class MasterKey(Database database, IConfiguration configuration)
{
    /// <summary>Bytes of the key.</summary>
    public const int Length = 32;

    private static readonly ConcurrentDictionary<string, byte[]> Known = new();

    private readonly string _file =
        configuration["Vault:MasterKeyFile"] ?? Path.Combine(database.Options.DataDirectory, "keys", "master.key");

    /// <summary>The key. Do not change the bytes.</summary>
    public byte[] Get()
    {
        if (Known.TryGetValue(_file, out var known))
            return known;
        if (!File.Exists(_file))
            Make();
        var master = Convert.FromBase64String(File.ReadAllText(_file));
        if (master.Length != Length)
            throw new CryptographicException("The master key file does not hold 32 bytes in base64.");
        return Known.GetOrAdd(_file, master);
    }

    private void Make()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_file))!;
        Directory.CreateDirectory(folder);
        // Written beside and moved into place, so that nobody ever reads half a key; who comes second takes the first one's.
        var draft = Path.Combine(folder, $".{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, _file, overwrite: false);
        }
        catch (IOException) when (File.Exists(_file))
        {
            File.Delete(draft);
        }
    }
}
