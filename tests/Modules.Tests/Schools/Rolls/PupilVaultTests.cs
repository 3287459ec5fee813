using System.Security.Cryptography;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Rolls;

/// <summary>Free text under a child's data key, on both databases.</summary>
public abstract class PupilVaultTests(DatabaseProvider provider)
{
    private static readonly PupilId Child = new(41);

    [Fact]
    public async Task A_sealed_text_opens_for_its_child_only()
    {
        await using var data = await ReferenceData.StartAsync(provider);
        var vault = data.Get<PupilVault>();
        var text = await vault.SealAsync(Child, "Mother phoned: flu 🤒", default);
        Assert.Equal("Mother phoned: flu 🤒", await vault.OpenAsync(Child, text, default));
        Assert.Null(await vault.OpenAsync(new PupilId(42), text, default));
        text[^1] ^= 1;
        await Assert.ThrowsAnyAsync<CryptographicException>(() => vault.OpenAsync(Child, text, default));
    }

    [Fact]
    public async Task Erasing_the_key_erases_the_text_also_after_a_new_key()
    {
        await using var data = await ReferenceData.StartAsync(provider);
        var vault = data.Get<PupilVault>();
        var text = await vault.SealAsync(Child, "private", default);
        await vault.EraseAsync(Child, default);
        Assert.Null(await vault.OpenAsync(Child, text, default));
        var later = await vault.SealAsync(Child, "new", default);
        Assert.Null(await vault.OpenAsync(Child, text, default));
        Assert.Equal("new", await vault.OpenAsync(Child, later, default));
    }

    [Fact]
    public async Task Texts_sealed_at_the_same_time_share_one_key()
    {
        await using var data = await ReferenceData.StartAsync(provider);
        var vault = data.Get<PupilVault>();
        var texts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => vault.SealAsync(Child, $"{i}", default)));
        for (var i = 0; i < texts.Length; i++)
            Assert.Equal($"{i}", await vault.OpenAsync(Child, texts[i], default));
    }
}

public sealed class PupilVaultOnSqliteTests() : PupilVaultTests(DatabaseProvider.Sqlite);

public sealed class PupilVaultOnPostgresTests() : PupilVaultTests(DatabaseProvider.Postgres);
