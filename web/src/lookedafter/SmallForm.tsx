import { type FormEvent, type ReactNode, useState } from 'react';
import { Opening } from '../ui/Field';
import { Problem } from '../ui/Problem';

/** A form that is opened when it is wanted. What it runs answers what is wrong, or null when it is done. */
export function SmallForm({
  title,
  button,
  saved,
  run,
  children,
}: {
  title: string;
  button: string;
  saved: string;
  run: () => Promise<string | null>;
  children: ReactNode;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const [running, setRunning] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRunning(true);
    setDone(false);
    const wrong = await run();
    setRunning(false);
    setProblem(wrong);
    setDone(!wrong);
  };
  return (
    <Opening title={title}>
      <form onSubmit={(event) => void submit(event)} aria-label={title}>
        {children}
        <div role="status">{done && <p className="govuk-body app-saved">{saved}</p>}</div>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={running}>
          {button}
        </button>
      </form>
    </Opening>
  );
}
