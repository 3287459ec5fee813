import { useState } from 'react';
import { Link } from 'wouter';
import type { Session } from '../session';

type Step = { text: string; href: string; title: string };

const key = 'tour-step';

/** Where the demonstration leads, by what the person may open. */
export function stepsOf(session: Pick<Session, 'may' | 'schools'>): Step[] {
  const may = (act: string) => session.may.includes(act);
  const steps: Step[] = [];
  if (may('ReadAuthorityFigures'))
    steps.push({ href: '/authority', title: 'Authority today', text: 'The city posts its morning: watch marks a minute and the registers that are missing. Every bar leads to the half-days behind it.' });
  const [school] = session.schools;
  if (school)
    steps.push({ href: `/schools/${school}/today`, title: 'School today', text: 'One class was left for you. Press Take and type a letter only for who is not there; Ctrl and Enter save.' });
  if (may('ReadFlags'))
    steps.push(
      { href: '/pupils', title: 'My pupils', text: 'Children who need somebody, with the reason. New marks wait in a bar until you ask for them: no row moves under your hand.' },
      { href: '/pupils?show=action', title: 'Needs action now', text: 'Open a child: each flag shows the half-days it rests on and what would clear it. Family and contacts is where a call is logged.' },
    );
  if (may('ReadTeams') && may('ReadFigures')) steps.push({ href: '/teams', title: 'Teams', text: 'A board for each locality team: its schools, officers, flags and missing registers.' });
  if (may('SignForSchool') || may('SignForAgency') || may('ReadAuthorityFigures'))
    steps.push({ href: '/commitments', title: 'Commitments', text: 'What the strategy asks of every school and agency, and who has signed up.' });
  if (may('ReadAudit')) steps.push({ href: '/who-looked', title: 'Who looked', text: 'Every look at a child is on record; you just made some.' });
  return steps;
}

/** A strip that leads through the demonstration in two minutes. It can be put away. */
export function Tour({ session }: { session: Session }) {
  const [at, setAt] = useState(() => Number(sessionStorage.getItem(key) ?? '0'));
  const steps = stepsOf(session);
  const go = (to: number) => {
    sessionStorage.setItem(key, String(to));
    setAt(to);
  };
  const step = steps[at];
  if (!step) return null;
  return (
    <section className="app-tour app-noprint" aria-label="Tour of the demonstration">
      <div className="govuk-width-container app-tour__inner">
        <p>
          <strong>
            {at + 1} of {steps.length}: {step.title}.
          </strong>{' '}
          {step.text}
        </p>
        <div className="app-tour__actions">
          <Link href={step.href}>Show me</Link>
          {at > 0 && (
            <button type="button" onClick={() => go(at - 1)}>
              Back
            </button>
          )}
          <button type="button" onClick={() => go(at + 1)}>
            {at + 1 < steps.length ? 'Next' : 'Done'}
          </button>
          <button type="button" onClick={() => go(steps.length)}>
            Put the tour away
          </button>
        </div>
      </div>
    </section>
  );
}
