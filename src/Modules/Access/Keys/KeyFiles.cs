using System.Security.Cryptography;
using Attendance.SharedKernel.Data;

namespace Attendance.Access.Keys;

/// <summary>
/// The module's own secrets: files in <c>keys</c> under the data folder, made on first use, readable by their owner only. Hosts that share a PostgreSQL
/// database must be given the same files.
/// </summary>
internal sealed class KeyFiles(Database database)
{
    private readonly string _folder = Path.Combine(database.Options.DataDirectory, "keys");
    private readonly Lock _lock = new();
    private byte[]? _pseudonyms;
    private byte[]? _signing;

    /// <summary>32 bytes: the key of pseudonymous ids.</summary>
    public byte[] Pseudonyms
    {
        get
        {
            lock (_lock)
                return _pseudonyms ??= ReadOrMake("pseudonyms.key", () => RandomNumberGenerator.GetBytes(32));
        }
    }

    /// <summary>PKCS#8: the P-256 key that signs checkpoints of the audit.</summary>
    public byte[] Signing
    {
        get
        {
            lock (_lock)
                return _signing ??= ReadOrMake("audit-signing.key", NewSigningKey);
        }
    }

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private byte[] ReadOrMake(string name, Func<byte[]> make)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(_folder);
            // Written beside and moved into place, so that nobody ever reads half a key; who comes second takes the first one's.
            var draft = Path.Combine(_folder, $".{Guid.NewGuid():N}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(draft, options))
            {
                file.Write(make());
                file.Flush(flushToDisk: true);
            }
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }
        return File.ReadAllBytes(path);
    }
}
