import { useEffect, useRef } from 'react';
import { clock, count } from '../format';
import { post } from '../server';

/** What came of a register, by whatever road it was posted. */
export type Receipt = {
  number: string | null;
  recordedAt: string | null;
  stored: number;
  unchanged: number;
  stale: number;
  held: number;
  problems: { index: number; message: string }[];
};

/** A receipt of a posted file; see openapi.json. */
type FileReceipt = Omit<Receipt, 'number' | 'problems'> & {
  receipt: string | null;
  problems: { pointer: string; code: string; detail?: string }[];
};

export type PostedMark = { upn: string; code: string; minutesLate?: number; reason?: string };

/** A key that no other submission has. */
export function submissionKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Posts the marks of a file; a repeat with the same key changes nothing. A file may hold what is no UPN at all, so it goes to the front door of schools' systems. */
export async function postFile(
  school: string,
  date: string,
  half: string,
  body: { takenBy: string; submissionId: string; marks: PostedMark[] },
): Promise<Receipt> {
  const { receipt, problems, ...rest } = await post<FileReceipt>(`/api/v1/schools/${school}/registers/${date}/${half}`, body, { 'X-Attendance': 'csv' });
  return {
    ...rest,
    number: receipt,
    problems: problems.map((problem) => ({ index: Number(problem.pointer.split('/')[2] ?? -1), message: problem.detail ?? problem.code })),
  };
}

/** What came of a post, mark by mark where something is to be said. */
export function ReceiptNotice({ receipt, nameOf }: { receipt: Receipt; nameOf: (index: number) => string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="govuk-notification-banner govuk-notification-banner--success" aria-labelledby="receipt-title">
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id="receipt-title" tabIndex={-1} ref={heading}>
          Saved
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        <p className="govuk-notification-banner__heading">
          {count(receipt.stored, 'mark')} stored
          {receipt.recordedAt && ` at ${clock(receipt.recordedAt)}`}
        </p>
        <p className="govuk-body">
          {receipt.unchanged > 0 && `${receipt.unchanged} unchanged. `}
          {receipt.stale > 0 && `${receipt.stale} not in force, because a later mark stands. `}
          {receipt.held > 0 && `${receipt.held} held: see what waits for you. `}
          {receipt.number && `Receipt ${receipt.number}.`}
        </p>
        {receipt.problems.length > 0 && (
          <ul className="govuk-list govuk-list--bullet">
            {receipt.problems.map((problem) => (
              <li key={problem.index + problem.message}>
                {nameOf(problem.index)}: {problem.message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
