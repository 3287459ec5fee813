using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;

namespace Attendance.Schools.Rolls;

/// <summary>
/// Free text about a child, sealed under the child's own data key (AES-256-GCM), so that erasing the key erases every text while journal and hashes stay.
/// Data keys are stored wrapped by the installation's <see cref="MasterKey"/>: a backup of the database without it cannot read the texts. Data keys are not
/// cached, so an erasure counts at once on every Host.
/// </summary>
internal sealed class PupilVault(Database database, IWriter writer, SchoolClock clock, MasterKey master) : IPupilTexts
{
    private const byte Format = 1;
    private const int KeyLength = 32;
    private const int MarkLength = 4;
    private const int HeaderLength = 1 + MarkLength;

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Seals a text. Makes the child's data key when there is none.</summary>
    public async Task<byte[]> SealAsync(PupilId pupil, string text, CancellationToken cancellation)
    {
        var key = await FindKeyAsync(pupil, cancellation) ?? await MakeKeyAsync(pupil, cancellation);
        var body = Encrypt(key, pupil, Encoding.UTF8.GetBytes(text));
        return [Format, .. Mark(key), .. body];
    }

    /// <summary>Opens a text. Null: it was erased with its key. Throws CryptographicException when it was changed, or the master key is another.</summary>
    public async Task<string?> OpenAsync(PupilId pupil, ReadOnlyMemory<byte> sealedText, CancellationToken cancellation) =>
        (await OpenAsync(pupil, [sealedText], cancellation))[0];

    public async Task<IReadOnlyList<string?>> OpenAsync(
        PupilId pupil,
        IReadOnlyList<ReadOnlyMemory<byte>> sealedTexts,
        CancellationToken cancellation
    )
    {
        if (sealedTexts.Count == 0)
            return [];
        var key = await FindKeyAsync(pupil, cancellation);
        return [.. sealedTexts.Select(text => Open(key, pupil, text))];
    }

    private static string? Open(byte[]? key, PupilId pupil, ReadOnlyMemory<byte> sealedText)
    {
        if (sealedText.Length < HeaderLength + NonceLength + TagLength || sealedText.Span[0] != Format)
            throw new CryptographicException("Not a sealed text.");
        if (key is null)
            return null;
        // A text of an erased key, after which the child got a new one.
        if (!sealedText.Span.Slice(1, MarkLength).SequenceEqual(Mark(key)))
            return null;
        return Encoding.UTF8.GetString(Decrypt(key, pupil, sealedText.Span[HeaderLength..]));
    }

    /// <summary>Erases a child's data key, and with it every sealed text. Cannot be taken back.</summary>
    public Task EraseAsync(PupilId pupil, CancellationToken cancellation) =>
        writer.Run(
            async transaction =>
                await transaction
                    .Command("delete from schools_pupil_key where pupil_id = @pupil")
                    .With("pupil", pupil.Value)
                    .RunAsync(cancellation),
            cancellation
        );

    private async Task<byte[]?> FindKeyAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var rows = await transaction
            .Command("select wrapped_key from schools_pupil_key where pupil_id = @pupil")
            .With("pupil", pupil.Value)
            .ReadAsync(reader => (byte[])reader.GetValue(0), cancellation);
        return rows.Count == 0 ? null : Decrypt(master.Get(), pupil, rows[0]);
    }

    private async Task<byte[]> MakeKeyAsync(PupilId pupil, CancellationToken cancellation)
    {
        var wrapped = Encrypt(master.Get(), pupil, RandomNumberGenerator.GetBytes(KeyLength));
        await writer.Run(
            async transaction =>
                await transaction
                    .Command(
                        """
                        insert into schools_pupil_key (pupil_id, wrapped_key, recorded_at) values (@pupil, @key, @at)
                        on conflict (pupil_id) do nothing
                        """
                    )
                    .With("pupil", pupil.Value)
                    .With("key", wrapped)
                    .With("at", clock.Now)
                    .RunAsync(cancellation),
            cancellation
        );
        // Another writer may have been quicker: the stored one counts.
        return await FindKeyAsync(pupil, cancellation) ?? throw new CryptographicException("The data key was erased while it was made.");
    }

    private static byte[] Mark(byte[] key) => SHA256.HashData(key)[..MarkLength];

    private static byte[] Encrypt(byte[] key, PupilId pupil, byte[] plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceLength),
            plain,
            sealedBytes.AsSpan(NonceLength + TagLength),
            sealedBytes.AsSpan(NonceLength, TagLength),
            Bound(pupil)
        );
        return sealedBytes;
    }

    private static byte[] Decrypt(byte[] key, PupilId pupil, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(
            sealedBytes[..NonceLength],
            sealedBytes[(NonceLength + TagLength)..],
            sealedBytes.Slice(NonceLength, TagLength),
            plain,
            Bound(pupil)
        );
        return plain;
    }

    /// <summary>A text moved to another child does not open.</summary>
    private static byte[] Bound(PupilId pupil)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, pupil.Value);
        return bytes;
    }
}
