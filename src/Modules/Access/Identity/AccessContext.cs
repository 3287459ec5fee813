using Attendance.SharedKernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenIddict.EntityFrameworkCore.Models;

namespace Attendance.Access.Identity;

/// <summary>
/// What ASP.NET Core Identity and OpenIddict keep, on the product's own tables. It reads with connections of its own; what it saves goes through
/// <see cref="IWriter"/>, so that on SQLite nothing but the one writer thread writes. A transaction of its own would go round that, so it is refused.
/// </summary>
internal sealed class AccessContext(DbContextOptions<AccessContext> options, Database database, IWriter writer) : DbContext(options)
{
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving waits for the writer: use SaveChangesAsync.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
            throw new NotSupportedException("The writer gives the transaction.");
        return writer.Run(
            async transaction =>
            {
                Database.SetDbConnection(transaction.Connection, contextOwnsConnection: false);
                try
                {
                    await Database.UseTransactionAsync(transaction, cancellationToken);
                    return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
                }
                finally
                {
                    await Database.UseTransactionAsync(null, CancellationToken.None);
                    Database.SetDbConnection(database.CreateConnection(), contextOwnsConnection: true);
                }
            },
            cancellationToken
        );
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<Account>(account =>
        {
            account.ToTable("access_account");
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            // FirstFactor counts tries in SQL; an account that was read earlier must not put the old count back.
            account.Property(a => a.UsedCode).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            account.Property(a => a.AccessFailedCount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            account.Property(a => a.LockoutEnd).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        builder.Entity<IdentityUserLogin<string>>(login =>
        {
            login.ToTable("access_account_login");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        });
        builder.Entity<IdentityUserToken<string>>(token =>
        {
            token.ToTable("access_account_token");
            token.HasKey(t => new
            {
                t.UserId,
                t.LoginProvider,
                t.Name,
            });
        });
        builder.UseOpenIddict();
        builder.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("access_application");
        builder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("access_authorization");
        builder.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("access_scope");
        builder.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("access_token");
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(ColumnName.Of(property.Name));
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder builder)
    {
        // The same text as everything else writes, so that the order of text is the order of time.
        if (!database.IsSqlite)
            return;
        builder.Properties<DateTimeOffset>().HaveConversion<InstantText>();
        builder.Properties<DateTime>().HaveConversion<UtcText>();
    }

    private sealed class InstantText()
        : ValueConverter<DateTimeOffset, string>(value => (string)SqlTypes.Instant(value, true), text => SqlTypes.ToInstant(text));

    private sealed class UtcText()
        : ValueConverter<DateTime, string>(
            value => (string)SqlTypes.Instant(new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)), true),
            text => SqlTypes.ToInstant(text).UtcDateTime
        );
}
