import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, dayDate } from '../format';
import { ClassSheetDocument, type ClassSheetQuery, type HalfDay, PostRegisterDocument } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { type Receipt, ReceiptNotice, submissionKey } from './receipt';
import { entriesOf, type Entry, isCorrection, marksOf, normal, problemOf } from './sheet';

type Sheet = NonNullable<NonNullable<ClassSheetQuery['school']>['classRegister']>;

/** A class's register by hand: everyone present by default, a letter for whoever is not, arrow keys between pupils. */
export function TakeRegister({ laestab, date, half, group }: { laestab: string; date: string; half: HalfDay; group: string | null }) {
  useTitle(`Register ${group ?? ''} ${half}`);
  const [notice, setNotice] = useState<Saved | null>(null);
  const fresh = useFresh(ClassSheetDocument, { laestab, date, half, group }, { every: 0 });
  const back = `/schools/${laestab}/today?date=${date}`;
  return (
    <>
      <Link className="govuk-link app-back app-noprint" href={back}>
        Back to the day
      </Link>
      <h1 className="govuk-heading-l">
        {group ? `Class ${group}` : 'Whole school'}, {half}
      </h1>
      <p className="govuk-body">{dayDate(date)}</p>
      <Show fresh={fresh} what="register">
        {(data) =>
          data.school?.classRegister ? (
            data.school.classRegister.lines.length === 0 ? (
              <Empty>No child is due in this class then.</Empty>
            ) : (
              <SheetForm
                key={data.school.classRegister.version}
                sheet={data.school.classRegister}
                laestab={laestab}
                date={date}
                half={half}
                group={group}
                notice={notice}
                setNotice={setNotice}
                saved={fresh.refresh}
              />
            )
          ) : (
            <Empty>The school’s calendar has no such session.</Empty>
          )
        }
      </Show>
    </>
  );
}

type Saved = { receipt: Receipt; names: string[] };

function SheetForm({
  sheet,
  laestab,
  date,
  half,
  group,
  notice,
  setNotice,
  saved,
}: {
  sheet: Sheet;
  laestab: string;
  date: string;
  half: HalfDay;
  group: string | null;
  notice: Saved | null;
  setNotice: (notice: Saved | null) => void;
  saved: () => void;
}) {
  const [entries, setEntries] = useState<Record<string, Entry>>(() => entriesOf(sheet.lines, half));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { send } = useSend();
  const [saving, setSaving] = useState(false);
  const [key, setKey] = useState(submissionKey);
  const table = useRef<HTMLTableElement>(null);
  const codes = new Map(sheet.codes.map((code) => [code.code, code]));
  const known = new Set(codes.keys());
  const wrong = sheet.lines.filter((line) => problemOf(entries[line.id]!, half, known));
  const corrections = sheet.lines.filter((line) => isCorrection(line, entries[line.id]!, half));
  const marks = marksOf(sheet.lines, entries, half, reason.trim());
  const change = (id: string, entry: Partial<Entry>) => {
    setNotice(null);
    setEntries({ ...entries, [id]: { ...entries[id]!, ...entry } });
  };
  const save = async () => {
    if (wrong.length > 0) return setProblem(`${count(wrong.length, 'mark is', 'marks are')} not right: see the rows in red.`);
    if (corrections.length > 0 && reason.trim() === '') {
      document.getElementById('reason')?.focus();
      return setProblem('Say why the earlier marks are changed.');
    }
    if (marks.length === 0) return setProblem('Nothing has changed.');
    setSaving(true);
    setProblem(null);
    const names = marks.map((mark) => {
      const line = sheet.lines.find((each) => each.upn === mark.upn)!;
      return `${line.givenName} ${line.familyName}`;
    });
    const sent = await send(PostRegisterDocument, {
      input: { school: laestab, date, half, group, submissionId: key, marks },
    });
    const posted = sent.data?.postRegister;
    setSaving(false);
    // The key stays: sending once more cannot store anything twice.
    if (!posted?.receipt) return setProblem(sent.problem ?? problemsOf(posted));
    setNotice({
      receipt: {
        ...posted.receipt,
        number: posted.receipt.number ?? null,
        recordedAt: posted.receipt.recordedAt ?? null,
        problems: posted.problems.map((each) => ({ index: each.index ?? -1, message: each.message })),
      },
      names,
    });
    setKey(submissionKey());
    saved();
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void save();
    }
    const step = event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const column = event.currentTarget.dataset['column'];
    const next = table.current?.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)[index + step];
    if (next) next.focus();
    else if (step > 0) document.getElementById('save')?.focus();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      noValidate
    >
      {notice && <ReceiptNotice key={notice.receipt.number} receipt={notice.receipt} nameOf={(index) => notice.names[index] ?? 'The register'} />}
      {problem && (
        <div className="govuk-error-summary" role="alert">
          <h2 className="govuk-error-summary__title">There is a problem</h2>
          <div className="govuk-error-summary__body">{problem}</div>
        </div>
      )}
      <p className="govuk-body" id="how-to">
        Everyone is present unless you type another code. Arrow keys or Enter go to the next pupil, Ctrl and Enter save.
      </p>
      <table className="govuk-table app-table app-take" ref={table} aria-describedby="how-to">
        <caption className="govuk-visually-hidden">Marks of {count(sheet.lines.length, 'pupil')}</caption>
        <thead>
          <tr>
            <th scope="col">Pupil</th>
            <th scope="col">Code</th>
            <th scope="col">Minutes late</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {sheet.lines.map((line, index) => {
            const entry = entries[line.id]!;
            const mistake = problemOf(entry, half, known);
            const code = codes.get(normal(entry.code, half));
            const late = code?.code === 'L' || code?.code === 'U';
            return (
              <tr
                key={line.id}
                className={mistake ? 'app-take__wrong' : code && code.countsAs !== 'PRESENT' ? 'app-take__absent' : undefined}
              >
                <th scope="row">
                  {line.givenName} {line.familyName}
                  {!group && line.group && <span className="app-quiet"> {line.group}</span>}
                </th>
                <td>
                  <input
                    data-column="code"
                    // oxlint-disable-next-line jsx-a11y/no-autofocus -- the register is what one came for
                    autoFocus={index === 0 && !notice}
                    aria-label={`Code for ${line.givenName} ${line.familyName}`}
                    aria-invalid={mistake ? true : undefined}
                    maxLength={2}
                    autoComplete="off"
                    autoCapitalize="characters"
                    spellCheck={false}
                    value={entry.code}
                    onFocus={(event) => event.currentTarget.select()}
                    onKeyDown={(event) => keys(event, index)}
                    onChange={(event) => change(line.id, { code: event.target.value, ...(!/^[lu]$/i.test(event.target.value.trim()) && { minutes: '' }) })}
                  />
                </td>
                <td>
                  <input
                    className="app-take__minutes"
                    data-column="minutes"
                    aria-label={`Minutes late for ${line.givenName} ${line.familyName}`}
                    inputMode="numeric"
                    maxLength={4}
                    autoComplete="off"
                    disabled={!late}
                    value={entry.minutes}
                    onFocus={(event) => event.currentTarget.select()}
                    onKeyDown={(event) => keys(event, index)}
                    onChange={(event) => change(line.id, { minutes: event.target.value })}
                  />
                </td>
                <td>
                  {mistake ?? code?.meaning}
                  {isCorrection(line, entry, half) && <span className="app-quiet"> was {line.code}</span>}
                  {line.code == null && <span className="app-quiet"> not saved yet</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {corrections.length > 0 && (
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="reason">
            Why {count(corrections.length, 'earlier mark is', 'earlier marks are')} changed
          </label>
          <input id="reason" className="govuk-input" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
      )}
      <div className="app-actions">
        <button id="save" type="submit" className="govuk-button" disabled={saving}>
          {saving ? 'Saving…' : 'Save the register'}
        </button>
        <span className="app-quiet">
          {marks.length === 0 ? 'Nothing to save' : `${count(marks.length, 'mark')} to save`}
          {corrections.length > 0 && `, ${count(corrections.length, 'correction')} of them`}
        </span>
      </div>
      <details className="govuk-details">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">Codes</span>
        </summary>
        <div className="govuk-details__text">
          <ul className="govuk-list">
            {sheet.codes.map((code) => (
              <li key={code.code}>
                <strong>{code.code}</strong> {code.meaning}
              </li>
            ))}
          </ul>
        </div>
      </details>
    </form>
  );
}
