import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { problemsOf, useSend } from '../send';
import { Problem } from '../ui/Problem';

type Payload = { problems: readonly { message: string }[] } | null | undefined;

/** A form that sends one mutation: it says why nothing was done, keeps what was typed, and says when it was saved. */
export function SendForm<Data extends Record<string, unknown>, Variables extends AnyVariables>({
  label,
  button,
  saved,
  document,
  variables,
  done,
  warning = false,
  children,
}: {
  label: string;
  button: string;
  saved: string;
  document: TypedDocumentNode<Data, Variables>;
  variables: () => Variables;
  done: () => void;
  warning?: boolean;
  children?: ReactNode;
}) {
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTold('');
    const sent = await send(document, variables());
    // The payload is the one object of the answer; the type's name may stand beside it.
    const wrong = sent.problem ?? problemsOf(Object.values(sent.data).find((each) => typeof each === 'object') as Payload);
    setProblem(wrong);
    if (wrong) return;
    setTold(saved);
    done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={label}>
      <div role="status">{told && <p className="govuk-body app-saved">{told}</p>}</div>
      <Problem text={problem} />
      {children}
      <button type="submit" className={`govuk-button ${warning ? 'govuk-button--warning' : ''}`} disabled={sending}>
        {button}
      </button>
    </form>
  );
}
