import { useSyncExternalStore } from 'react';

/** Whether the last request reached the server, and when one last did. */
export type Connection = { live: boolean; lastUpdate: Date | null };

let state: Connection = { live: true, lastUpdate: null };
const listeners = new Set<() => void>();

function set(next: Connection) {
  state = next;
  for (const listener of listeners) listener();
}

export function reached() {
  set({ live: true, lastUpdate: new Date() });
}

export function lost() {
  if (state.live) set({ ...state, live: false });
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
