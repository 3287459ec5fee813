import { useState } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { count, moment } from '../format';
import {
  type NoticeDelivery,
  type NoticeKind,
  NoticesDocument,
  NoticeSettingsDocument,
  type NoticesQuery,
  ReadNoticesDocument,
  SaveNoticeSettingDocument,
} from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { noticed } from '../shell/noticed';
import { Choice } from '../ui/Choice';
import { Problem } from '../ui/Problem';
import { SeverityTag } from '../ui/SeverityTag';
import { Empty, Show } from '../ui/states';
import { useTitle } from '../ui/title';
import { Enquiries } from './Enquiries';

type Notice = NoticesQuery['notices'][number];

const kinds: Record<NoticeKind, { title: string; act?: string; or?: string }> = {
  FLAG: { title: 'Flags of my pupils that open or get worse', act: 'ReadFlags' },
  PROPOSAL: { title: 'Corrections proposed to my school', act: 'SettleRegister' },
  ANSWER: { title: 'Answers to corrections that I proposed', act: 'ProposeCorrection' },
  REGISTER: { title: 'Registers of my school that close incomplete', act: 'PostRegister' },
  RULE: { title: 'Rules that are changed', act: 'ReadFlags' },
  MESSAGE: { title: 'Messages in cases for my role', act: 'ReadCase' },
  REFERRAL: { title: 'Referrals with agencies that are overdue', act: 'ReadCase', or: 'ReadByAgreement' },
  SHARED: { title: 'Children shared with my agency', act: 'ReadByAgreement' },
  AGENCY: { title: 'What agencies tell or ask my school', act: 'ReferChild' },
  ENQUIRY: { title: 'Questions to me, and answers to mine' },
  VISIT: { title: 'Visits to schools that are overdue', act: 'ImproveSchool' },
};

const tags: Record<Exclude<NoticeKind, 'FLAG'>, [string, string]> = {
  PROPOSAL: ['Proposed correction', 'orange'],
  ANSWER: ['Answer', 'blue'],
  REGISTER: ['Register', 'red'],
  RULE: ['Rule', 'grey'],
  MESSAGE: ['Message', 'blue'],
  REFERRAL: ['Referral', 'red'],
  SHARED: ['Shared child', 'orange'],
  AGENCY: ['Agency', 'blue'],
  ENQUIRY: ['Enquiry', 'orange'],
  VISIT: ['Visit', 'red'],
};

/** What a notice is called that names neither a child nor a school. */
const withoutName: Partial<Record<NoticeKind, string>> = { REFERRAL: 'Referrals', SHARED: 'A shared child' };

/** What one should hear of, the latest first, and how one wants to hear of it. */
export function NoticesPage() {
  useTitle('Notices');
  const { send } = useSend();
  const fresh = useFresh(NoticesDocument, { first: 100 }, { every: 10_000 });
  const read = async (ids: string[]) => {
    await send(ReadNoticesDocument, { ids });
    noticed();
    fresh.refresh();
  };
  return (
    <>
      <h1 className="govuk-heading-l">Notices</h1>
      <Show fresh={fresh} what="notices">
        {({ notices }) => {
          const unread = notices.filter((notice) => !notice.read);
          return (
            <>
              <div className="app-actions">
                <p className="govuk-body app-actions__text">{unread.length === 0 ? 'You have read everything.' : `${count(unread.length, 'notice')} not read`}</p>
                {unread.length > 0 && (
                  <button type="button" className="govuk-button govuk-button--secondary" onClick={() => void read(unread.map((notice) => notice.id))}>
                    Mark all as read
                  </button>
                )}
              </div>
              {notices.length === 0 ? (
                <Empty at={fresh.at}>Nothing in the last 30 days.</Empty>
              ) : (
                <ul className="govuk-list app-notices">
                  {notices.map((notice) => (
                    <Line key={notice.id} notice={notice} read={() => void read([notice.id])} />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Show>
      <Enquiries />
      <Settings changed={fresh.refresh} />
    </>
  );
}

function Line({ notice, read }: { notice: Notice; read: () => void }) {
  const title = notice.pupilName ?? notice.schoolName ?? withoutName[notice.kind] ?? 'Early identification';
  return (
    <li className={notice.read ? undefined : 'app-notices__new'}>
      <div>
        {notice.kind === 'FLAG' ? (
          <SeverityTag severity={notice.severity} />
        ) : (
          <strong className={`govuk-tag govuk-tag--${tags[notice.kind][1]}`}>{tags[notice.kind][0]}</strong>
        )}{' '}
        {notice.kind === 'ENQUIRY' ? (
          // Enquiries stand below on this page.
          <a className="govuk-link" href="#enquiries" onClick={() => !notice.read && read()}>
            {title}
          </a>
        ) : (
          <Link className="govuk-link" href={addressOf(notice.kind, notice)} onClick={() => !notice.read && read()}>
            {title}
          </Link>
        )}
        {!notice.read && <span className="govuk-visually-hidden"> (not read)</span>}
      </div>
      <div>{notice.sentence}</div>
      <div className="app-quiet">
        {moment(notice.at)}
        {notice.pupilName && notice.schoolName && `, ${notice.schoolName}`}
        {!notice.read && (
          <>
            {'. '}
            <button type="button" className="app-link-button" onClick={read}>
              Mark as read<span className="govuk-visually-hidden">: {notice.sentence}</span>
            </button>
          </>
        )}
      </div>
    </li>
  );
}

function addressOf(kind: Exclude<NoticeKind, 'ENQUIRY'>, notice: Notice): string {
  switch (kind) {
    case 'FLAG':
      return `/pupils/${notice.pupil}/flags`;
    case 'ANSWER':
      return `/pupils/${notice.pupil}/register?at=${notice.session?.date}-${notice.session?.half}`;
    case 'PROPOSAL':
      return `/schools/${notice.school}/today`;
    case 'REGISTER':
      return `/schools/${notice.school}/today?date=${notice.session?.date}`;
    case 'RULE':
      return '/how';
    case 'REFERRAL':
      return '/referrals';
    case 'MESSAGE':
      return `/pupils/${notice.pupil}/case`;
    case 'SHARED':
    case 'AGENCY':
    case 'VISIT':
      return notice.page ?? '/partners';
  }
}

function Settings({ changed }: { changed: () => void }) {
  const { may } = useSession();
  const { send } = useSend();
  const fresh = useFresh(NoticeSettingsDocument, {}, { every: 0 });
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const save = async (kind: NoticeKind, delivery: NoticeDelivery, severity: 'CONCERN' | 'ACTION') => {
    const sent = await send(SaveNoticeSettingDocument, { input: { kind, delivery, severity } });
    const wrong = sent.problem ?? problemsOf(sent.data.saveNoticeSetting);
    setProblem(wrong);
    setSaved(!wrong);
    noticed();
    fresh.refresh();
    changed();
  };
  return (
    <section aria-labelledby="settings-title">
      <h2 className="govuk-heading-m" id="settings-title">
        How you hear of it
      </h2>
      <p className="govuk-body">A digest is one message a school day, in the afternoon, that counts what came and names nobody.</p>
      <Problem text={problem} />
      <div role="status">{saved && <p className="govuk-body app-saved">Saved.</p>}</div>
      <Show fresh={fresh} what="settings">
        {({ noticeSettings }) => (
          <>
            {noticeSettings
              .filter(({ kind }) => [kinds[kind].act, kinds[kind].or].some((act) => act && may.includes(act)) || !kinds[kind].act)
              .map((setting) => {
                const severity = setting.severity === 'ACTION' ? 'ACTION' : 'CONCERN';
                return (
                  <div className="app-filters" key={setting.kind}>
                    <Choice
                      name={`delivery-${setting.kind}`}
                      label={kinds[setting.kind].title}
                      value={setting.delivery}
                      onChange={(value) => void save(setting.kind, value as NoticeDelivery, severity)}
                    >
                      <option value="PAGE">At once, at the bell</option>
                      <option value="DIGEST">In the daily digest</option>
                      <option value="OFF">Not at all</option>
                    </Choice>
                    {setting.kind === 'FLAG' && (
                      <Choice
                        name="severity"
                        label="From which level"
                        value={severity}
                        onChange={(value) => void save(setting.kind, setting.delivery, value as 'CONCERN' | 'ACTION')}
                      >
                        <option value="CONCERN">Concern and action</option>
                        <option value="ACTION">Action only</option>
                      </Choice>
                    )}
                  </div>
                );
              })}
          </>
        )}
      </Show>
    </section>
  );
}
