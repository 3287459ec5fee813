import { useState } from 'react';
import { ask } from '../server';
import { Problem } from './Problem';

/** A file of the server. The cookie alone does not open it: the page asks for it, and hands it over. */
export function Download({ link, name, title }: { link: string; name: string; title: string }) {
  const [failed, setFailed] = useState(false);
  const save = async () => {
    const answer = await ask(link).catch(() => null);
    setFailed(!answer?.ok);
    if (!answer?.ok) return;
    const address = URL.createObjectURL(await answer.blob());
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    URL.revokeObjectURL(address);
  };
  return (
    <>
      <button type="button" className="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" onClick={() => void save()}>
        {title}
      </button>
      {failed && <Problem text="The document could not be loaded. Try again." />}
    </>
  );
}
