import { useEffect, useRef } from 'react';
import { clock, count } from '../format';
import { post } from '../server';

/** A receipt of POST registers; see openapi.json. */
export type Receipt = {
  receipt: string | null;
  recordedAt: string | null;
  stored: number;
  unchanged: number;
  stale: number;
  held: number;
  marks: string[];
  problems: { pointer: string; code: string; detail?: string }[];
};

export type PostedMark = { upn: string; code: string; minutesLate?: number; reason?: string };

/** A key that no other submission has. */
export function submissionKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Posts marks; a repeat with the same key changes nothing. */
export function postRegister(
  school: string,
  date: string,
  half: string,
  body: { group?: string; takenBy: string; submissionId: string; marks: PostedMark[] },
  via: 'hand' | 'csv',
): Promise<Receipt> {
  return post<Receipt>(`/api/v1/schools/${school}/registers/${date}/${half}`, body, { 'X-Attendance': via });
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
          {receipt.receipt && `Receipt ${receipt.receipt}.`}
        </p>
        {receipt.problems.length > 0 && (
          <ul className="govuk-list govuk-list--bullet">
            {receipt.problems.map((problem) => (
              <li key={problem.pointer + problem.code}>
                {nameOf(Number(problem.pointer.split('/')[2] ?? -1))}: {problem.detail ?? problem.code}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
