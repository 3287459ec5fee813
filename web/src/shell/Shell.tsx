import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useConnection } from '../connection';
import { clock, count, dayDate, roleName } from '../format';
import { useFresh } from '../fresh';
import { DayRegistersDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Bell } from './Bell';
import { Menu } from './Menu';
import { Tour } from './Tour';

export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // After a change of page a screen reader starts at the page, not where the last link was.
    if (!first.current) main.current?.focus();
    first.current = false;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the path is what it waits for
  }, [path]);
  return (
    <>
      <a href="#main" className="govuk-skip-link">
        Skip to main content
      </a>
      <header className="app-header">
        <div className="govuk-width-container app-header__inner">
          <Link href="/" className="app-header__name govuk-link--no-underline">
            {session.council} attendance
          </Link>
          {session.may.includes('ReadChild') && <Search />}
          <div className="app-header__account">
            <span>
              {session.name}
              {session.roles.length > 0 && `, ${session.roles.map(roleName).join(', ')}`}
            </span>
            <Bell />
            <a href="/account">Your account</a>
            <a href="/sign-out">Sign out</a>
          </div>
        </div>
      </header>
      <Menu />
      {session.demonstration && <Tour session={session} />}
      <AsAt />
      <main className="govuk-main-wrapper govuk-width-container" id="main" tabIndex={-1} ref={main}>
        {children}
      </main>
      <footer className="app-footer">
        <div className="govuk-width-container">
          <Link className="govuk-link" href="/how">
            How figures are calculated
          </Link>
        </div>
      </footer>
    </>
  );
}

function Search() {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The text is personal: it goes into the history entry's state, not into the address.
    if (text.trim()) navigate('/search', { state: { text: text.trim() } });
  };
  return (
    <search>
      <form className="app-search" onSubmit={submit}>
        <label className="govuk-visually-hidden" htmlFor="search">
          Search by name or UPN
        </label>
        <input
          id="search"
          type="search"
          autoComplete="off"
          placeholder="Name or UPN"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

/** Up to when the marks are, and which registers are missing. */
function AsAt() {
  const session = useSession();
  const { live, lastUpdate } = useConnection();
  const knows = session.may.includes('ReadFigures');
  const { data } = useFresh(DayRegistersDocument, { date: session.today, school: null }, { every: 15_000, pause: !knows, on: 'registers' });
  const registers = data?.registersOfDay ?? [];
  const closed = registers.filter((register) => register.state === 'MISSING' || register.state === 'PARTIAL').length;
  const last = registers.flatMap((register) => register.lastPostedAt ?? []).toSorted().at(-1);
  return (
    <section className="app-asat" aria-label="As at">
      <div className="govuk-width-container app-asat__inner">
        <span>
          As at {dayDate(session.today)}
          {last && `, last marks ${clock(last)}`}
          {registers.length > 0 && (
            <>
              {'; '}
              <Link className="govuk-link" href="/missing">
                {closed} of {count(registers.length, 'register')} missing or incomplete
              </Link>
            </>
          )}
        </span>
        <span role="status" className={live ? 'app-connection' : 'app-connection app-connection--lost'}>
          {live ? 'Live' : `Reconnecting${lastUpdate ? `, last update ${clock(lastUpdate)}` : ''}`}
        </span>
      </div>
    </section>
  );
}
