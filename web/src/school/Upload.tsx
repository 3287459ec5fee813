import { type ChangeEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { count, dayDate } from '../format';
import type { HalfDay } from '../gql/graphql';
import { Refused } from '../server';
import { useSession } from '../session';
import { Heads } from '../ui/Heads';
import { useTitle } from '../ui/title';
import { type CsvRow, readCsv } from './csv';
import { postFile, type Receipt, ReceiptNotice, submissionKey } from './receipt';

type File = { name: string; rows: CsvRow[]; problem: string | null; key: string };

/** A register out of a file: shown with its row errors first, posted when asked. */
export function Upload({ laestab }: { laestab: string }) {
  useTitle('Upload a register');
  const { today, name } = useSession();
  const [parameters] = useSearchParams();
  const [date, setDate] = useState(parameters.get('date') ?? today);
  const [half, setHalf] = useState<HalfDay>(parameters.get('half') === 'PM' ? 'PM' : 'AM');
  const [file, setFile] = useState<File | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const good = file?.rows.filter((row) => !row.problem) ?? [];
  const bad = file?.rows.filter((row) => row.problem) ?? [];
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    setReceipt(null);
    setProblem(null);
    const chosen = event.target.files?.[0];
    if (!chosen) return setFile(null);
    if (chosen.size > 1_000_000) return setFile({ name: chosen.name, rows: [], problem: 'The file is larger than 1 MB.', key: '' });
    setFile({ name: chosen.name, ...readCsv(await chosen.text()), key: submissionKey() });
  };
  const save = async () => {
    if (!file) return;
    setSaving(true);
    setProblem(null);
    try {
      const marks = good.map((row) => ({
        upn: row.upn,
        code: row.code,
        ...(row.minutesLate != null && { minutesLate: row.minutesLate }),
        ...(row.reason && { reason: row.reason }),
      }));
      setReceipt(await postFile(laestab, date, half, { takenBy: name, submissionId: file.key, marks }));
    } catch (error) {
      setProblem(
        error instanceof Refused
          ? [error.message, ...error.fields.map((field) => `${rowOf(field.pointer, good)}: ${field.detail ?? field.code}`)].join(' ')
          : 'The server did not answer. Save again: nothing is stored twice.',
      );
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Link className="govuk-link app-back" href={`/schools/${laestab}/today?date=${date}`}>
        Back to the day
      </Link>
      <h1 className="govuk-heading-l">Upload a register</h1>
      {receipt && <ReceiptNotice receipt={receipt} nameOf={(index) => rowOf(`/marks/${index}`, good)} />}
      {problem && (
        <div className="govuk-error-summary" role="alert">
          <h2 className="govuk-error-summary__title">There is a problem</h2>
          <div className="govuk-error-summary__body">{problem}</div>
        </div>
      )}
      <p className="govuk-body">
        A CSV file with the columns upn and code, and if you like minutesLate and reason.{' '}
        <a className="govuk-link" download href="/register.csv">
          Template
        </a>
      </p>
      <div className="app-filters">
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="upload-date">
            Date
          </label>
          <input id="upload-date" className="govuk-input" type="date" value={date} onChange={(event) => setDate(event.target.value)} />
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="upload-half">
            Session
          </label>
          <select id="upload-half" className="govuk-select" value={half} onChange={(event) => setHalf(event.target.value as HalfDay)}>
            <option>AM</option>
            <option>PM</option>
          </select>
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label" htmlFor="upload-file">
            File
          </label>
          <input id="upload-file" className="govuk-file-upload" type="file" accept=".csv,text/csv" onChange={(event) => void choose(event)} />
        </div>
      </div>
      <div aria-live="polite">
        {file?.problem && (
          <p className="govuk-error-message">
            <span className="govuk-visually-hidden">Error: </span>
            {file.problem}
          </p>
        )}
        {file && !file.problem && (
          <>
            <p className="govuk-body">
              {file.name}: {count(good.length, 'row')} can be saved for {dayDate(date)} {half}
              {bad.length > 0 && `, ${count(bad.length, 'row')} cannot`}.
            </p>
            {bad.length > 0 && <Rows title="Rows that cannot be saved" rows={bad} />}
            {good.length > 0 && <Rows title="Rows that will be saved" rows={good.slice(0, 20)} more={good.length - 20} />}
            {good.length > 0 && !receipt && (
              <button type="button" className="govuk-button" disabled={saving} onClick={() => void save()}>
                {saving ? 'Saving…' : `Save ${count(good.length, 'mark')}`}
              </button>
            )}
          </>
        )}
      </div>
    </>
  );
}

function rowOf(pointer: string, rows: CsvRow[]): string {
  const row = rows[Number(pointer.split('/')[2])];
  return row ? `Row ${row.line}` : 'The file';
}

function Rows({ title, rows, more = 0 }: { title: string; rows: CsvRow[]; more?: number }) {
  return (
    <>
      <table className="govuk-table app-table app-table--cards">
        <caption className="govuk-table__caption govuk-table__caption--s">{title}</caption>
        <Heads titles={['Row', 'UPN', 'Code', 'Minutes late', 'Reason', 'What is wrong']} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <th scope="row" className="govuk-table__header">
                {row.line}
              </th>
              <td className="govuk-table__cell" data-label="UPN">
                {row.upn}
              </td>
              <td className="govuk-table__cell" data-label="Code">
                {row.code}
              </td>
              <td className="govuk-table__cell" data-label="Minutes late">
                {row.minutesLate ?? ''}
              </td>
              <td className="govuk-table__cell" data-label="Reason">
                {row.reason}
              </td>
              <td className="govuk-table__cell" data-label="What is wrong">
                {row.problem ?? 'Nothing'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="govuk-body">and {count(more, 'more row')}</p>}
    </>
  );
}
