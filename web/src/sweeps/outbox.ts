import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { RecordSweepStopDocument, type SweepStopInput } from '../gql/graphql';
import { problemsOf } from '../send';

/** A stop that is not sent yet, or that the server refused. */
export type Waiting = { input: SweepStopInput; problem: string | null };

const every = 4_000;
const final = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND']);

/** The stops of a sweep that this phone keeps until the server has them. They outlive the page; each carries a name of its own, so that sending twice records once. */
export function useOutbox(sweep: string, sent: () => void) {
  const client = useClient();
  const key = `sweep-${sweep}`;
  const [waiting, setWaiting] = useState<readonly Waiting[]>(() => read(key));
  const [offline, setOffline] = useState(false);
  const busy = useRef(false);
  // Storage is the truth: the page only shows it, and the same page in another tab writes to it too.
  const keep = useCallback(
    (change: (before: readonly Waiting[]) => readonly Waiting[]) => {
      const next = change(read(key));
      if (next.length > 0) localStorage.setItem(key, JSON.stringify(next));
      else localStorage.removeItem(key);
      setWaiting(next);
    },
    [key],
  );

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (const { input } of read(key).filter((each) => !each.problem)) {
        const { data, error } = await client.mutation(RecordSweepStopDocument, { input }).toPromise();
        // Anything but a plain refusal is tried again: the server may be away, or busy.
        if (error && !final.has(String(error.graphQLErrors[0]?.extensions?.['code']))) {
          setOffline(true);
          return;
        }
        setOffline(false);
        const problem = error?.graphQLErrors[0]?.message ?? problemsOf(data?.recordSweepStop);
        keep((before) =>
          before.flatMap((each) => (each.input.id !== input.id ? [each] : problem ? [{ ...each, problem }] : [])),
        );
        if (!problem) sent();
      }
    } finally {
      busy.current = false;
    }
  }, [client, key, keep, sent]);

  useEffect(() => {
    const again = () => void flush();
    const timer = setInterval(again, every);
    addEventListener('online', again);
    again();
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [flush]);

  return {
    waiting,
    offline,
    /** Keeps a stop and sends it as soon as there is a connection. */
    add: (input: SweepStopInput) => {
      keep((before) => [...before, { input, problem: null }]);
      void flush();
    },
    /** Forgets a stop that the server refused. */
    drop: (id: string) => keep((before) => before.filter((each) => each.input.id !== id)),
  };
}

function read(key: string): readonly Waiting[] {
  return JSON.parse(localStorage.getItem(key) ?? '[]') as readonly Waiting[];
}
