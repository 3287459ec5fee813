using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Free text about a child, sealed under the child's own data key, so that erasing the key erases every text, in whichever module's table it is. Reads and
/// writes the database by itself: never from within a transaction (<see cref="SharedKernel.Data.IWriter"/>).
/// </summary>
public interface IPupilTexts
{
    /// <summary>Seals a text. Makes the child's data key when there is none.</summary>
    Task<byte[]> SealAsync(PupilId pupil, string text, CancellationToken cancellation);

    /// <summary>
    /// Opens texts of one child, in their order. Null: erased with the key. Throws <see cref="System.Security.Cryptography.CryptographicException"/> when
    /// one was changed, or the master key is another.
    /// </summary>
    Task<IReadOnlyList<string?>> OpenAsync(PupilId pupil, IReadOnlyList<ReadOnlyMemory<byte>> sealedTexts, CancellationToken cancellation);
}
