import { useState } from 'react';
import { useFresh } from '../fresh';
import { addDays, clock, count, longDate, sessionName, shortDate, yearStart } from '../format';
import { PupilFlagsDocument, PupilMarksDocument, type PupilQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { weeksOf } from './weeks';

type Item = { at: string; kind: 'week' | 'correction' | 'flag'; title: string; text: string };

/** Weeks of marks, corrections and flags in one line of time, newest first. */
export function Timeline({ pupil }: { pupil: NonNullable<PupilQuery['pupil']> }) {
  const { today, may } = useSession();
  const from = yearStart(today);
  const marks = useFresh(PupilMarksDocument, { id: pupil.id, from, to: today });
  const flags = useFresh(PupilFlagsDocument, { id: pupil.id }, { pause: !may.includes('ReadFlags') });
  const [kinds, setKinds] = useState<Record<Item['kind'], boolean>>({ week: true, correction: true, flag: true });
  return (
    <>
      <h2 className="govuk-heading-m">Timeline</h2>
      <fieldset className="govuk-fieldset app-noprint">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Show</legend>
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {(
            [
              ['week', 'Marks by week'],
              ['correction', 'Corrections'],
              ['flag', 'Flags'],
            ] as const
          ).map(([kind, title]) => (
            <div className="govuk-checkboxes__item" key={kind}>
              <input
                className="govuk-checkboxes__input"
                type="checkbox"
                id={`show-${kind}`}
                checked={kinds[kind]}
                onChange={(event) => setKinds({ ...kinds, [kind]: event.target.checked })}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={`show-${kind}`}>
                {title}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <Show fresh={marks} what="timeline">
        {(data) => {
          const items: Item[] = [];
          const all = data.pupil?.marks ?? [];
          for (const week of weeksOf(all, from, today, () => null, () => true)) {
            if (week.possible > 0)
              items.push({
                at: addDays(week.monday, 6),
                kind: 'week',
                title: `Week of ${longDate(week.monday)}`,
                text: `${week.missed} of ${count(week.possible, 'half-day')} missed`,
              });
          }
          for (const mark of all) {
            const posted = mark.history.filter((entry) => entry.effective);
            for (const [index, entry] of posted.entries())
              if (index > 0)
                items.push({
                  at: mark.date,
                  kind: 'correction',
                  title: `${sessionName(mark)}: ${posted[index - 1]!.code} became ${entry.code}`,
                  text: `${entry.recordedBy}, ${shortDate(entry.recordedAt.slice(0, 10))} ${clock(entry.recordedAt)}`,
                });
          }
          for (const flag of flags.data?.pupil?.flags ?? []) {
            items.push({ at: flag.opened.date, kind: 'flag', title: `Flag opened: ${flag.title}`, text: flag.evidence.sentence });
            if (flag.closed) items.push({ at: flag.closed.date, kind: 'flag', title: `Flag closed: ${flag.title}`, text: sessionName(flag.closed) });
          }
          const shown = items.filter((item) => kinds[item.kind]).toSorted((a, b) => b.at.localeCompare(a.at));
          return shown.length === 0 ? (
            <Empty at={marks.at}>Nothing yet this school year.</Empty>
          ) : (
            <ol className="app-timeline">
              {shown.map((item) => (
                <li key={item.kind + item.at + item.title}>
                  <h3 className="govuk-heading-s">{item.title}</h3>
                  <p className="govuk-body">{item.text}</p>
                </li>
              ))}
            </ol>
          );
        }}
      </Show>
    </>
  );
}
