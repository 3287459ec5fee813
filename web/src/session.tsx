import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { askJson } from './server';
import { Failed, Loading } from './ui/states';

/** Who is signed in and what the roles allow; the server decides again at every request. */
export type Session = {
  person: number;
  name: string;
  council: string;
  roles: string[];
  may: string[];
  /** Schools where the person takes registers. */
  schools: string[];
  /** The school day, which the demonstration sets to 2006. */
  today: string;
  /** True in a demonstration, which has a tour. */
  demonstration: boolean;
  expiresAt: string;
};

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this component.');
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    const load = () =>
      askJson<Session>('/session').then(
        (found) => {
          if (gone) return;
          setFailed(false);
          setSession((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
        },
        () => !gone && setFailed(true),
      );
    void load();
    // The school day may change while the page is open, and so may roles.
    const timer = setInterval(load, 30_000);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  return <main className="govuk-main-wrapper govuk-width-container">{failed ? <Failed /> : <Loading what="Attendance" />}</main>;
}
