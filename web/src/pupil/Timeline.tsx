import { useState } from 'react';
import { useFresh } from '../fresh';
import { addDays, clock, contactMode, contactOutcome, count, longDate, moment, sessionName, shortDate, yearStart } from '../format';
import { PupilFamilyDocument, PupilFlagsDocument, PupilMarksDocument, type PupilQuery } from '../gql/graphql';
import { useSession } from '../session';
import { Empty, Show } from '../ui/states';
import { weeksOf } from './weeks';

const proposalState = { WAITING: 'waits for the school', ACCEPTED: 'accepted', REFUSED: 'refused' } as const;

type Item = { at: string; kind: 'week' | 'correction' | 'flag' | 'contact'; title: string; text: string };

/** Weeks of marks, corrections, flags and contacts in one line of time, newest first. */
export function Timeline({ pupil }: { pupil: NonNullable<PupilQuery['pupil']> }) {
  const { today, may } = useSession();
  const from = yearStart(today);
  const marks = useFresh(PupilMarksDocument, { id: pupil.id, from, to: today });
  const flags = useFresh(PupilFlagsDocument, { id: pupil.id }, { pause: !may.includes('ReadFlags') });
  const family = useFresh(PupilFamilyDocument, { id: pupil.id }, { pause: !may.includes('ReadHistory') });
  const [kinds, setKinds] = useState<Record<Item['kind'], boolean>>({ week: true, correction: true, flag: true, contact: true });
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
              ['contact', 'Contacts'],
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
          const done = family.data?.pupil;
          for (const contact of done?.contacts ?? [])
            items.push({
              at: contact.at.slice(0, 10),
              kind: 'contact',
              title: `${contactMode[contact.mode]}, ${longDate(contact.at.slice(0, 10))}: ${contactOutcome[contact.outcome]?.toLowerCase()}`,
              text: `${contact.by}${contact.with ? ` with ${contact.with}` : ''}, ${clock(contact.at)}${contact.note ? `. ${contact.note}` : ''}`,
            });
          for (const decision of done?.flagDecisions ?? [])
            items.push({
              at: decision.recordedAt.slice(0, 10),
              kind: 'flag',
              title: `Flag ${decision.restored ? 'restored' : 'dismissed'}: ${decision.title}`,
              text: `${decision.by}, ${moment(decision.recordedAt)}${decision.reason ? `. ${decision.reason}` : ''}`,
            });
          for (const proposal of done?.proposals ?? [])
            items.push({
              at: proposal.proposedAt.slice(0, 10),
              kind: 'correction',
              title: `${sessionName(proposal)}: ${proposal.standing ?? 'no mark'} to ${proposal.code} proposed, ${proposalState[proposal.state]}`,
              text: `${proposal.proposedBy}, ${moment(proposal.proposedAt)}${proposal.reason ? `. ${proposal.reason}` : ''}${proposal.refusal ? ` The school’s answer: ${proposal.refusal}` : ''}`,
            });
          const shown = items.filter((item) => kinds[item.kind]).toSorted((a, b) => b.at.localeCompare(a.at));
          return shown.length === 0 ? (
            <Empty at={marks.at}>Nothing yet this school year.</Empty>
          ) : (
            <ol className="app-timeline">
              {shown.map((item) => (
                <li key={item.kind + item.at + item.title + item.text}>
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
