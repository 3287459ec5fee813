import { useCallback, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';

type Problem = { message: string };
type Payload = { problems: readonly Problem[] } | null | undefined;

/** What a mutation answered: its payload, or why it did nothing. */
export type Sent<Data> = { data: Data; problem: null } | { data: null; problem: string };

/** Sends mutations. What is wrong with an input, what the server refuses and a server that is away all come back as a sentence. */
export function useSend() {
  const client = useClient();
  const [sending, setSending] = useState(false);
  const send = useCallback(
    async <Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Sent<Data>> => {
      setSending(true);
      try {
        const { data, error } = await client.mutation(document, variables).toPromise();
        if (error || !data)
          return { data: null, problem: error?.graphQLErrors[0]?.message ?? 'The server did not answer. What you typed is still here: try again.' };
        return { data, problem: null };
      } finally {
        setSending(false);
      }
    },
    [client],
  );
  return { send, sending };
}

/** The problems of a payload as one sentence, or null. */
export function problemsOf(payload: Payload): string | null {
  return payload?.problems.length ? payload.problems.map((problem) => problem.message).join(' ') : null;
}
