import { count } from '../format';

/** Says that newer rows wait; they are taken in only when the person asks. */
export function Updates({ updates, show }: { updates: number; show: () => void }) {
  return (
    <div className="app-updates" aria-live="polite">
      {updates > 0 && (
        <div className="app-updates__bar">
          <span>{count(updates, 'update')}</span>
          <button type="button" onClick={show}>
            Show
          </button>
        </div>
      )}
    </div>
  );
}
