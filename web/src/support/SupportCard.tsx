import { type FormEvent, useState } from 'react';
import { longDate } from '../format';
import {
  EndSupportDocument,
  EvaluateSupportDocument,
  JoinSupportDocument,
  type OnwardState,
  type OwnSupportWordsFragment,
  RecordOnwardDocument,
  RecordSupportSessionDocument,
  type ReferralOutcome,
} from '../gql/graphql';
import { referralOutcome } from '../partners/names';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import { Select } from '../ui/Select';
import { ChooseChildren } from './ChooseChildren';
import { middle, SixOutcomes } from './SixOutcomes';
import { onwardState, sixOutcomes } from './words';

type Record = OwnSupportWordsFragment;
type Child = Record['children'][number];

/** The name that the agreement opens, or the beginning of the child's id under it. */
const nameOf = (child: Child) => child.givenName ?? `Child ${child.child.slice(0, 6)}`;

/** What an agency does with a child or a group, with what can be written next. */
export function SupportCard({ record, done }: { record: Record; done: () => void }) {
  const open = record.children.filter((child) => !child.endedOn);
  return (
    <div className="app-panel">
      <h2 className="govuk-heading-m">
        {record.kind.name}
        {record.title && `: ${record.title}`}{' '}
        <strong className={`govuk-tag govuk-tag--${record.endedOn ? 'grey' : 'green'}`}>{record.endedOn ? 'Over' : 'Goes on'}</strong>
      </h2>
      <p className="govuk-body">
        From {longDate(record.from)}
        {record.endedOn && ` to ${longDate(record.endedOn)}`}
        {record.place && `, ${record.place}`}
        {record.school && `, at school ${record.school}`}
        {record.with.length > 0 && `, together with ${record.with.join(', ')}`}.
      </p>
      {record.children.map((child) => (
        <ChildLine key={child.child} record={record} child={child} done={done} />
      ))}
      {record.otherChildren > 0 && <p className="app-quiet">{record.otherChildren} more, whom no agreement shows to you now.</p>}
      {record.sessions.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {record.sessions.map((session) => (
            <li key={session.number}>
              {longDate(session.on)}: {session.topic}, {session.came} came
            </li>
          ))}
        </ul>
      )}
      {record.evaluation && (
        <p className="govuk-body">
          Evaluation: {record.evaluation} {record.exclusionAvoided && 'An exclusion was avoided.'}
        </p>
      )}
      {!record.endedOn && <Session record={record} open={open} done={done} />}
      {!record.endedOn && record.kind.group && <Join record={record} done={done} />}
      <Evaluate record={record} done={done} />
    </div>
  );
}

function ChildLine({ record, child, done }: { record: Record; child: Child; done: () => void }) {
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<string | null>(null);
  const onward = async (state: OnwardState) => {
    const sent = await send(RecordOnwardDocument, { id: record.id, child: child.child, state });
    setProblem(sent.problem ?? problemsOf(sent.data.recordOnward));
    done();
  };
  return (
    <>
      <h3 className="govuk-heading-s">{nameOf(child)}</h3>
      {child.detail && <p className="govuk-body">{child.detail}</p>}
      {child.summary && <p className="govuk-body">Told the school: {child.summary}</p>}
      {child.onward && child.onwardState && (
        <p className="govuk-body">
          Referred on: {child.onward} ({onwardState[child.onwardState]}){' '}
          {(['TAKEN', 'DECLINED', 'OVER'] as const)
            .filter((state) => state !== child.onwardState)
            .map((state) => (
              <button key={state} type="button" className="app-link-button" disabled={sending} onClick={() => void onward(state)}>
                Now {onwardState[state]}
                <span className="govuk-visually-hidden"> for {nameOf(child)}</span>
              </button>
            ))}
        </p>
      )}
      <p className="app-quiet">
        Since {longDate(child.joinedOn)}
        {record.sessions.length > 0 && `, came ${child.attended} of ${record.sessions.length} times`}
        {child.outcome && `. Over ${longDate(child.endedOn!)}: ${referralOutcome[child.outcome].toLowerCase()}. ${child.outcomeWords ?? ''}`}
      </p>
      {child.scaleStart && child.scaleEnd && (
        <ul className="govuk-list govuk-list--bullet">
          {sixOutcomes.map((outcome, at) => (
            <li key={outcome}>
              {outcome}: {child.scaleStart?.[at]} at the start, {child.scaleEnd?.[at]} at the end
            </li>
          ))}
        </ul>
      )}
      <Problem text={problem} />
      {!child.endedOn && <End record={record} child={child} done={done} />}
    </>
  );
}

function End({ record, child, done }: { record: Record; child: Child; done: () => void }) {
  const { send, sending } = useSend();
  const [outcome, setOutcome] = useState<ReferralOutcome>('HELPED');
  const [words, setWords] = useState('');
  const [scale, setScale] = useState<number[]>(child.scaleStart ? [...child.scaleStart] : middle);
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(EndSupportDocument, {
      input: { id: record.id, child: child.child, outcome, words, scale: child.scaleStart ? scale : null },
    });
    setProblem(sent.problem ?? problemsOf(sent.data.endSupport));
    done();
  };
  const id = (name: string) => `end-${record.id}-${child.child}-${name}`;
  return (
    <Opening title={`Close it for ${nameOf(child)}`}>
      <form onSubmit={(event) => void end(event)} aria-label={`Close it for ${nameOf(child)}`}>
        <Select id={id('outcome')} label="What came of it" value={outcome} onChange={setOutcome} options={referralOutcome} />
        <TextField id={id('words')} label="In words" hint={record.kind.restricted ? 'Only your agency reads it.' : 'The case reads it.'} maxLength={2000} value={words} onChange={setWords} />
        {child.scaleStart && <SixOutcomes name={id('six')} values={scale} onChange={setScale} />}
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Close with this outcome
        </button>
      </form>
    </Opening>
  );
}

function Session({ record, open, done }: { record: Record; open: readonly Child[]; done: () => void }) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const [on, setOn] = useState(today);
  const [topic, setTopic] = useState('');
  const [came, setCame] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(RecordSupportSessionDocument, { id: record.id, on, topic, attended: [...came] });
    const wrong = sent.problem ?? problemsOf(sent.data.recordSupportSession);
    setProblem(wrong);
    if (wrong) return;
    setTopic('');
    setCame([]);
    done();
  };
  const id = (name: string) => `session-${record.id}-${name}`;
  return (
    <Opening title="Write down a meeting or visit">
      <form onSubmit={(event) => void save(event)} aria-label="Meeting or visit">
        <div className="app-fields">
          <Field id={id('on')} label="Day" type="date" required value={on} onChange={setOn} />
          <Field id={id('topic')} label="What was done then" required maxLength={200} value={topic} onChange={setTopic} />
        </div>
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {open.map((child) => (
            <div className="govuk-checkboxes__item" key={child.child}>
              <input
                className="govuk-checkboxes__input"
                id={id(child.child)}
                type="checkbox"
                checked={came.includes(child.child)}
                onChange={(event) => setCame(event.target.checked ? [...came, child.child] : came.filter((each) => each !== child.child))}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={id(child.child)}>
                {nameOf(child)} came
              </label>
            </div>
          ))}
        </div>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Save
        </button>
      </form>
    </Opening>
  );
}

function Join({ record, done }: { record: Record; done: () => void }) {
  const { send, sending } = useSend();
  const [children, setChildren] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const join = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(JoinSupportDocument, { id: record.id, children: children.map((child) => ({ child })) });
    const wrong = sent.problem ?? problemsOf(sent.data.joinSupport);
    setProblem(wrong);
    if (wrong) return;
    setChildren([]);
    done();
  };
  return (
    <Opening title="Sign children up">
      <form onSubmit={(event) => void join(event)} aria-label="Sign children up">
        <ChooseChildren name={`join-${record.id}`} chosen={children} one={false} onChange={setChildren} />
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending || children.length === 0}>
          Sign up
        </button>
      </form>
    </Opening>
  );
}

function Evaluate({ record, done }: { record: Record; done: () => void }) {
  const { send, sending } = useSend();
  const [evaluation, setEvaluation] = useState(record.evaluation ?? '');
  const [avoided, setAvoided] = useState(record.exclusionAvoided);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await send(EvaluateSupportDocument, { id: record.id, evaluation, exclusionAvoided: avoided });
    setProblem(sent.problem ?? problemsOf(sent.data.evaluateSupport));
    done();
  };
  const id = (name: string) => `evaluate-${record.id}-${name}`;
  return (
    <Opening title="Evaluate it together">
      <form onSubmit={(event) => void save(event)} aria-label="Evaluation">
        <TextField id={id('words')} label="What came of it" hint="One text for all who do it. Without a child’s name." maxLength={2000} value={evaluation} onChange={setEvaluation} />
        <div className="govuk-checkboxes govuk-checkboxes--small">
          <div className="govuk-checkboxes__item">
            <input className="govuk-checkboxes__input" id={id('avoided')} type="checkbox" checked={avoided} onChange={(event) => setAvoided(event.target.checked)} />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={id('avoided')}>
              An exclusion from school was avoided
            </label>
          </div>
        </div>
        <Problem text={problem} />
        <button type="submit" className="govuk-button" disabled={sending}>
          Save the evaluation
        </button>
      </form>
    </Opening>
  );
}
