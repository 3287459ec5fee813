import { createClient, type SubscribePayload } from 'graphql-ws';
import { idOf } from './persisted';

/** What can change while a page is open: children's marks and flags, registers, or the board of looked-after children. */
export type Topic = 'pupils' | 'registers' | 'looked-after';

const documents = {
  pupils: { operationName: 'PupilsChanged', field: 'pupilChanged' },
  registers: { operationName: 'RegistersPosted', field: 'registerPosted' },
  'looked-after': { operationName: 'LookedAfterChanged', field: 'lookedAfterBoard' },
} as const;

type Follower = { listeners: Set<() => void>; stop: (() => void) | null; resume: string | null; streaming: boolean };

const followers: Record<Topic, Follower> = {
  pupils: { listeners: new Set(), stop: null, resume: null, streaming: false },
  registers: { listeners: new Set(), stop: null, resume: null, streaming: false },
  'looked-after': { listeners: new Set(), stop: null, resume: null, streaming: false },
};

const socket = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  keepAlive: 10_000,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 250 * 2 ** retries))),
  on: {
    // After a gap everything is asked again first; the resume tokens bring what came meanwhile.
    connected: () => tellAll(),
    closed: () => {
      for (const follower of Object.values(followers)) follower.streaming = false;
      tellAll();
    },
  },
});

function tellAll() {
  for (const follower of Object.values(followers)) for (const listener of follower.listeners) listener();
}

/** True while changes of the topic are pushed, so that asking now and then is enough. */
export function isStreaming(topic: Topic): boolean {
  return followers[topic].streaming;
}

/** Calls back whenever something of the topic changed. Gives a function that ends it. */
export function follow(topic: Topic, listener: () => void): () => void {
  const follower = followers[topic];
  follower.listeners.add(listener);
  if (!follower.stop) subscribe(topic);
  return () => {
    follower.listeners.delete(listener);
    if (follower.listeners.size > 0) return;
    follower.stop?.();
    follower.stop = null;
    follower.streaming = false;
  };
}

function subscribe(topic: Topic) {
  const follower = followers[topic];
  const { operationName, field } = documents[topic];
  follower.stop = socket.subscribe<Record<string, { resume?: string }>>(
    // Read anew at each reconnection. The server takes the id in place of the text, which the client's types want.
    {
      query: '',
      documentId: idOf(operationName),
      operationName,
      get variables() {
        return { resume: follower.resume };
      },
    } as SubscribePayload,
    {
      next: ({ data, errors }) => {
        if (errors?.length) return;
        follower.streaming = true;
        follower.resume = data?.[field]?.resume ?? follower.resume;
        for (const listener of follower.listeners) listener();
      },
      error: (problem) => {
        follower.streaming = false;
        follower.stop = null;
        const resync = Array.isArray(problem) && problem.some((error) => error.extensions?.['code'] === 'RESYNC');
        if (!resync) return;
        // The token is too old: ask everything again and follow from now on. Anything else leaves the page to asking now and then.
        follower.resume = null;
        for (const listener of follower.listeners) listener();
        subscribe(topic);
      },
      complete: () => {
        follower.streaming = false;
      },
    },
  );
}
