import { type FormEvent, useState } from 'react';
import { useFresh } from '../fresh';
import { count, moment, words } from '../format';
import { AddCaseNoteDocument, type CaseAudience, CaseChronologyDocument, type ContactMode, type ContactResult, LogCaseContactDocument, TellSchoolDocument } from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Empty, Show } from '../ui/states';
import { audienceName, modeName, resultName } from './names';
import { Select } from '../ui/Select';
import { SendForm } from './SendForm';

/** Everything that happened, searched and printed; contacts, notes and what the school is told are added here. */
export function Chronology({ id, open, changed }: { id: string; open: boolean; changed: () => void }) {
  const { may } = useSession();
  const [typed, setTyped] = useState('');
  const [text, setText] = useState<string | null>(null);
  const fresh = useFresh(CaseChronologyDocument, { id, text }, { every: 15_000 });
  const done = () => {
    fresh.refresh();
    changed();
  };
  const search = (event: FormEvent) => {
    event.preventDefault();
    setText(typed.trim() || null);
  };
  return (
    <>
      {open && may.includes('WorkCase') && (
        <>
          <Opening title="Log a contact">
            <LogContact id={id} done={done} />
          </Opening>
          <Opening title="Add a note">
            <AddNote id={id} done={done} />
          </Opening>
          <Opening title="Tell the school">
            <Tell id={id} done={done} />
          </Opening>
        </>
      )}
      <form className="app-filters app-noprint" onSubmit={search} aria-label="Search the chronology">
        <Field id="chronology-search" label="Find in the chronology" value={typed} onChange={setTyped} />
        <button type="submit" className="govuk-button govuk-button--secondary">
          Find
        </button>
      </form>
      <Show fresh={fresh} what="chronology">
        {(data) => {
          const entries = data.case?.chronology ?? [];
          if (entries.length === 0) return <Empty at={fresh.at}>Nothing is found.</Empty>;
          return (
            <>
              <p className="govuk-body">
                {count(entries.length, 'entry', 'entries')}, the first first.{' '}
                <button type="button" className="app-link-button app-noprint" onClick={() => print()}>
                  Print the chronology
                </button>{' '}
                <a className="govuk-link app-noprint" href={`/api/v1/cases/${id}/chronology`} download>
                  Download it as a file
                </a>
              </p>
              <ol className="app-timeline">
                {entries.map((each) => (
                  <li key={each.number}>
                    <strong>
                      {each.number}. {words(each.kind.replaceAll('-', ' '))}
                    </strong>{' '}
                    {each.audience !== 'CASE' && <strong className="govuk-tag govuk-tag--purple">{each.audience === 'LEGAL' ? 'Legal privilege' : 'Safeguarding'}</strong>}
                    <div className="app-quiet">
                      {moment(each.at)}, {each.by}
                    </div>
                    <div className="app-note">{each.text}</div>
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Show>
    </>
  );
}

function LogContact({ id, done }: { id: string; done: () => void }) {
  const { today } = useSession();
  const [mode, setMode] = useState<ContactMode>('PHONE');
  const [result, setResult] = useState<ContactResult>('REACHED');
  const [text, setText] = useState({ on: today, with: '', agency: '', note: '', agreed: '' });
  const set = (name: keyof typeof text) => (value: string) => setText({ ...text, [name]: value });
  return (
    <SendForm
      label="Log a contact"
      button="Log the contact"
      saved="The contact is logged."
      document={LogCaseContactDocument}
      variables={() => ({
        input: { case: id, on: text.on, with: text.with, mode, result, note: text.note, agency: text.agency || null, agreed: text.agreed || null },
      })}
      done={done}
    >
      <div className="app-fields">
        <Select id="case-contact-mode" label="How" value={mode} onChange={setMode} options={modeName} />
        <Select id="case-contact-result" label="What came of it" value={result} onChange={setResult} options={resultName} />
        <Field id="case-contact-on" label="Date" type="date" max={today} value={text.on} onChange={set('on')} />
        <Field id="case-contact-with" label="With whom" maxLength={200} value={text.with} onChange={set('with')} />
        <Field id="case-contact-agency" label="Agency, if it was not the family" maxLength={200} value={text.agency} onChange={set('agency')} />
      </div>
      <TextField id="case-contact-note" label="What was said" maxLength={4000} value={text.note} onChange={set('note')} />
      <Field id="case-contact-agreed" label="What was agreed" maxLength={4000} value={text.agreed} onChange={set('agreed')} />
    </SendForm>
  );
}

function AddNote({ id, done }: { id: string; done: () => void }) {
  const [audience, setAudience] = useState<CaseAudience>('CASE');
  const [text, setText] = useState('');
  const [corrects, setCorrects] = useState('');
  return (
    <SendForm
      label="Add a note"
      button="Add the note"
      saved="The note is added."
      document={AddCaseNoteDocument}
      variables={() => ({ input: { case: id, text, for: audience, corrects: corrects ? Number(corrects) : null } })}
      done={done}
    >
      <Select id="note-audience" label="Who may read it" value={audience} onChange={setAudience} options={audienceName} />
      <TextField id="note-text" label="Note" maxLength={4000} value={text} onChange={setText} />
      <Field
        id="note-corrects"
        label="Number of the entry that it puts right, if any"
        hint="Nothing is edited away: both stay"
        type="number"
        min={1}
        value={corrects}
        onChange={setCorrects}
      />
    </SendForm>
  );
}

function Tell({ id, done }: { id: string; done: () => void }) {
  const [text, setText] = useState('');
  const [nextOn, setNextOn] = useState('');
  return (
    <SendForm
      label="Tell the school"
      button="Tell the school"
      saved="The school can read it now."
      document={TellSchoolDocument}
      variables={() => ({ input: { case: id, text, nextOn: nextOn || null } })}
      done={done}
    >
      <TextField id="tell-text" label="What the school is told" hint="Keep what the family said in confidence out of it" maxLength={2000} value={text} onChange={setText} />
      <Field id="tell-next" label="When something happens next" type="date" value={nextOn} onChange={setNextOn} />
    </SendForm>
  );
}
