import { useCallback, useEffect, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql';
import { follow, isStreaming, type Topic } from './live';

export type Fresh<Data> = {
  /** The newest answer; an earlier one while a later question fails. */
  data: Data | undefined;
  /** True until the first answer or failure. */
  loading: boolean;
  /** Why the last question failed; null after a good answer. */
  error: 'failed' | 'forbidden' | 'not-found' | 'bad-input' | null;
  /** What the server said about it. */
  message: string | null;
  /** When the data came. */
  at: Date | null;
  refresh: () => void;
};

/** How often a page asks anyway while changes are pushed to it. */
const safety = 30_000;
/** Changes that come together lead to one question: the first is asked about at once, those that follow wait until this has passed since. */
const together = 250;
/** A register and the flags that it changed come within this. */
const gather = 30;

/**
 * Asks a query, asks it again when something of a topic changes, and every so many milliseconds (0: never) where changes are not pushed. Keeps the last good
 * answer through failures.
 */
export function useFresh<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { every = 10_000, pause = false, on }: { every?: number; pause?: boolean; on?: Topic } = {},
): Fresh<Data> {
  const [{ data, error, fetching }, execute] = useQuery({ query, variables, pause, requestPolicy: 'cache-and-network' });
  const key = JSON.stringify(variables);
  const [good, setGood] = useState<{ key: string; data: Data; at: Date } | null>(null);
  let kept = good?.key === key ? good : null;
  if (data && !error && !fetching && kept?.data !== data) {
    // oxlint-disable-next-line react/purity -- the time at which an answer came is part of it
    kept = { key, data, at: new Date() };
    setGood(kept);
  }
  // What the last question came to stands while it is asked again: a page that says "not found" must not blink.
  const [failed, setFailed] = useState<{ key: string; error: CombinedError } | null>(null);
  let problem = failed?.key === key ? failed.error : undefined;
  if (!fetching && problem !== error) {
    problem = error;
    setFailed(error ? { key, error } : null);
  }

  useEffect(() => {
    if (!every || pause) return;
    let last = Date.now();
    const ask = () => {
      last = Date.now();
      execute({ requestPolicy: 'network-only' });
    };
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && (!on || !isStreaming(on) || Date.now() - last >= safety)) ask();
    }, every);
    let soon: ReturnType<typeof setTimeout> | undefined;
    const end =
      on && follow(on, () => (soon ??= setTimeout(() => ((soon = undefined), ask()), Math.max(gather, last + together - Date.now()))));
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      end?.();
    };
  }, [every, pause, on, execute]);

  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  return {
    data: kept?.data,
    loading: !kept && !problem,
    error: problem ? kindOf(problem) : null,
    message: problem?.graphQLErrors[0]?.message ?? null,
    at: kept?.at ?? null,
    refresh,
  };
}

/** What a failure means to a person. */
export function kindOf(error: CombinedError): NonNullable<Fresh<unknown>['error']> {
  const code = error.graphQLErrors[0]?.extensions?.['code'];
  if (code === 'FORBIDDEN') return 'forbidden';
  if (code === 'NOT_FOUND') return 'not-found';
  if (code === 'BAD_USER_INPUT') return 'bad-input';
  return 'failed';
}
