import { useState } from 'react';

/**
 * Holds a list still while newer answers arrive, so that no row moves under the cursor. Gives what to show, how many rows differ, and how to take the newer one.
 * Another key (filter, page) takes the newer list at once.
 */
export function useHeld<Row>(
  latest: readonly Row[] | undefined,
  key: string,
  idOf: (row: Row) => string,
): { shown: readonly Row[] | undefined; updates: number; changed: ReadonlySet<string>; show: () => void } {
  const [held, setHeld] = useState<{ key: string; rows: readonly Row[] } | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  let current = held;
  if (latest && (!held || held.key !== key)) {
    current = { key, rows: latest };
    setHeld(current);
    setChanged(new Set());
  } else if (held && held.key !== key) {
    current = null;
  }
  const different = latest && current ? differences(current.rows, latest, idOf) : new Set<string>();
  return {
    shown: current?.rows,
    updates: different.size,
    changed,
    show: () => {
      if (!latest) return;
      setHeld({ key, rows: latest });
      setChanged(different);
    },
  };
}

/** The ids of rows that came, went or say something else. */
export function differences<Row>(before: readonly Row[], after: readonly Row[], idOf: (row: Row) => string): Set<string> {
  const old = new Map(before.map((row) => [idOf(row), JSON.stringify(row)]));
  const found = new Set<string>();
  for (const row of after) {
    const id = idOf(row);
    if (old.get(id) !== JSON.stringify(row)) found.add(id);
    old.delete(id);
  }
  for (const id of old.keys()) found.add(id);
  return found;
}
