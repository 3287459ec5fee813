const listeners = new Set<() => void>();

/** Says that notices were read or set otherwise, so that the bell counts again. */
export function noticed() {
  for (const listener of listeners) listener();
}

/** Calls back after every such change. Gives a function that ends it. */
export function onNoticed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
