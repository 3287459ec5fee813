using Attendance.City.Figures;

namespace Attendance.City.Plan;

/// <summary>Shares a school's absence by reason among its enrolments as spells of a child's life. Every column's sum is exact. Pure.</summary>
internal static class SpellPlan
{
    // Rare and long reasons choose first; illness, appointments and lateness fill what is left.
    private const string AuthorisedOrder = "SFTEHRCIM";
    private const string UnauthorisedOrder = "GONU";

    public static void Share(FigureRow row, IReadOnlyList<CityEnrolment> enrolments, CityRandom random)
    {
        Share(row.Authorised, AuthorisedOrder, enrolments, [.. enrolments.Select(e => e.Budget!.Authorised)], random);
        Share(row.Unauthorised, UnauthorisedOrder, enrolments, [.. enrolments.Select(e => e.Budget!.Unauthorised)], random);
    }

    private static void Share(
        IReadOnlyDictionary<char, int> columns,
        string order,
        IReadOnlyList<CityEnrolment> enrolments,
        int[] room,
        CityRandom random
    )
    {
        var tickets = new WeightedChoice(room);
        foreach (var code in order)
        {
            for (var left = columns[code]; left > 0; )
            {
                var chosen = tickets.Choose(random);
                for (var tries = 0; tries < 12 && !Suits(code, enrolments[chosen]); tries++)
                    chosen = tickets.Choose(random);
                var sessions = Math.Min(left, Math.Min(room[chosen], Length(code, room[chosen], random)));
                enrolments[chosen].Budget!.Spells.Add(new Spell(code, sessions));
                tickets.Take(chosen, sessions);
                left -= sessions;
            }
        }
    }

    /// <summary>Some reasons are those of a few families, or of the older children.</summary>
    private static bool Suits(char code, CityEnrolment enrolment) =>
        code switch
        {
            'S' => enrolment.YearGroup is "11",
            'T' or 'F' => Habit(enrolment, code) < 3,
            'R' => Habit(enrolment, code) < 6,
            'E' => enrolment.Budget!.Persistent && Habit(enrolment, code) < 40,
            'U' => Habit(enrolment, code) < 25,
            'G' => Habit(enrolment, code) < 60,
            _ => true,
        };

    private static int Habit(CityEnrolment enrolment, char code) => CityRandom.For(enrolment.Child.Family.Id, code).Next(100);

    /// <summary>How long a spell wants to be, in half-days. A child who misses much has some long ones.</summary>
    private static int Length(char code, int room, CityRandom random)
    {
        var usual = code switch
        {
            'S' => random.Between(5, 15) * 2,
            'F' => random.Between(10, 20) * 2,
            'T' => random.Between(5, 20) * 2,
            'E' => random.Of([2, 4, 4, 6, 10]),
            'H' or 'G' => random.Of([4, 6, 8, 10, 10, 10, 10, 10, 10, 20]),
            'R' => 2,
            'C' => random.Of([1, 1, 2, 2, 4]),
            'I' => random.Of([1, 2, 2, 2, 2, 3, 4, 4, 4, 6, 6, 8, 10]),
            'M' => random.Of([1, 1, 1, 1, 1, 2]),
            'U' => 1,
            'N' or 'O' => random.Of([1, 1, 2, 2, 2, 4]),
            _ => 1,
        };
        return room >= 50 && code is 'I' or 'C' or 'O' or 'N' && random.Chance(0.3)
            ? Math.Max(usual, 2 * random.Between(5, Math.Max(5, Math.Min(40, room / 3))))
            : usual;
    }

    /// <summary>Chooses one of many with a chance as its remaining number of tickets (a Fenwick tree).</summary>
    private sealed class WeightedChoice
    {
        private readonly int[] _room;
        private readonly int[] _tree;
        private readonly int _top;
        private int _total;

        public WeightedChoice(int[] room)
        {
            _room = room;
            _tree = new int[room.Length + 1];
            _top = 1;
            while (_top * 2 <= room.Length)
                _top *= 2;
            for (var i = 0; i < room.Length; i++)
                Add(i, room[i]);
        }

        public int Choose(CityRandom random)
        {
            var at = random.Next(_total);
            var place = 0;
            for (var step = _top; step > 0; step /= 2)
            {
                if (place + step < _tree.Length && _tree[place + step] <= at)
                {
                    place += step;
                    at -= _tree[place];
                }
            }
            return place;
        }

        public void Take(int index, int tickets)
        {
            _room[index] -= tickets;
            Add(index, -tickets);
        }

        private void Add(int index, int tickets)
        {
            _total += tickets;
            for (var i = index + 1; i < _tree.Length; i += i & -i)
                _tree[i] += tickets;
        }
    }
}
