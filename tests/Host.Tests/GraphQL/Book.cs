using System.ComponentModel;
using System.Runtime.CompilerServices;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>A small module of its own, so that the transport and the composer are tested without any of the product's.</summary>
[Description("A book.")]
internal sealed record Book([property: Id] string Id, string Title, Laestab Owner, DateOnly Bought);

internal sealed record BookEdge(string Cursor, Book Node);

internal sealed record BookConnection(IReadOnlyList<BookEdge> Edges, PageInfo PageInfo);

internal sealed record BookFilter(string? Genre = null, [property: Personal] string? Text = null, DateOnly? BoughtAfter = null);

[QueryRoot]
internal sealed class BookQueries(Library library)
{
    public Book? Book([Id] string id) => library.Find(id) ?? throw Refusal.NotFound();

    public BookConnection Books(int? first, BookFilter? filter = null)
    {
        var found = library.Books.Where(book => filter?.BoughtAfter is null || book.Bought > filter.BoughtAfter).Take(first ?? 0).ToList();
        return new BookConnection(found.ConvertAll(book => new BookEdge(book.Id, book)), new PageInfo(false, null, null));
    }

    public string? Reader(Upn upn) => upn.Value;

    public string WhoAsks(Caller caller) => caller.Name;

    public DateTimeOffset Moment(DateTimeOffset at) => at;

    public string Broken() => throw new InvalidOperationException("the secret of the database");

    [Cost(400)]
    public string Dear() => "dear";

    public async Task<string> Slow(CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, cancellation);
        return "late";
    }
}

[QueryRoot]
internal sealed class ShelfQueries
{
    public IEnumerable<Shelf> Shelves() => [new Shelf("A"), new Shelf("B")];
}

internal sealed record Shelf(string Name)
{
    public Shelf Self => this;
}

[MutationRoot]
internal sealed class BookMutations
{
    public string Buy(string title) => title;
}

[SubscriptionRoot]
internal sealed class BookSubscriptions(Library library)
{
    public async IAsyncEnumerable<int> Counting(
        int to,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        for (var i = 1; i <= to; i++)
        {
            await pace.TakeAsync(cancellation);
            Interlocked.Increment(ref library.Counted);
            yield return i;
        }
    }

    public async IAsyncEnumerable<Book> Returned(SubscriptionPace pace, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref library.Following);
        try
        {
            for (var i = 0; ; i++)
            {
                await pace.TakeAsync(cancellation);
                yield return library.Books[i % library.Books.Count];
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref library.Following);
        }
    }

    public async IAsyncEnumerable<string> Failing([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellation);
        if (library.Books.Count > 0)
            throw new InvalidOperationException("the secret of the database");
        yield return "never";
    }

    public Task<IAsyncEnumerable<int>> Stale() => throw Refusal.Resync();
}

[Extends(typeof(Book))]
internal sealed class BookReviews(ReviewReader reviews)
{
    [Description("How often it was reviewed.")]
    public IDataLoaderResult<int> Reviews(Book book) => reviews.Counts.Load(book.Id);

    public string? Secret(Book book, Caller caller) => caller.ActsFor(book.Owner) ? book.Title : throw Refusal.Forbidden("Not yours.");
}

/// <summary>One for each request, as a reader in a module is.</summary>
internal sealed class ReviewReader
{
    public ReviewReader(Library library) =>
        Counts = new BatchLoader<string, int>(
            (keys, _) =>
            {
                Interlocked.Increment(ref library.Fetches);
                return Task.FromResult<IReadOnlyDictionary<string, int>>(keys.ToDictionary(key => key, key => key.Length));
            }
        );

    public BatchLoader<string, int> Counts { get; }
}

internal sealed class Library
{
    public int Fetches;

    public int Counted;

    public int Following;

    public IReadOnlyList<Book> Books { get; } =
    [
        .. Enumerable
            .Range(1, 60)
            .Select(i => new Book(new string('b', i), $"Title {i}", Laestab.From(3552007), new DateOnly(2006, 9, 1).AddDays(i))),
    ];

    public Book? Find(string id) => Books.FirstOrDefault(book => book.Id == id);
}
