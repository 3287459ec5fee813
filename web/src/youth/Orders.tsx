import { useState } from 'react';
import { SendForm } from '../cases/SendForm';
import { addDays, longDate, sessionName } from '../format';
import {
  type ConditionRule,
  EndYouthOrderDocument,
  RecordYouthOrderDocument,
  SettleYouthTaskDocument,
  type YoungPersonQuery,
  type YouthBreachWordsFragment,
  type YouthOrderKind,
  type YouthTaskWordsFragment,
} from '../gql/graphql';
import { useSession } from '../session';
import { Field, Opening, TextField } from '../ui/Field';
import { Select } from '../ui/Select';
import { breachStep, conditionRule, orderKind } from './names';

type Person = NonNullable<YoungPersonQuery['youngPerson']>;

/** Orders and contracts with a condition of attendance. */
export function Orders({ person, done }: { person: Person; done: () => void }) {
  if (!person.orders) return null;
  return (
    <section aria-labelledby="orders">
      <h2 className="govuk-heading-m" id="orders">
        Orders and contracts
      </h2>
      {person.orders.length === 0 && <p className="govuk-body">None is recorded.</p>}
      {person.orders.map((order) => (
        <div className="app-panel" key={order.id}>
          <h3 className="govuk-heading-s">{orderKind[order.kind]}</h3>
          <p className="govuk-body">
            {order.condition}. {order.endedOn && `Ended ${longDate(order.endedOn)}: ${order.endedReason ?? ''}`}
          </p>
          <p className="govuk-body">{order.terms ?? 'The words were erased.'}</p>
          <Breaches breaches={order.breaches} />
          {order.tasks.map((task) => (
            <Task task={task} key={task.id} done={done} />
          ))}
          {!order.endedOn && <EndOrder id={order.id} done={done} />}
        </div>
      ))}
      <RecordOrder person={person} done={done} />
    </section>
  );
}

/** Half-days at which a condition was broken, with what was noted. */
export function Breaches({ breaches }: { breaches: readonly YouthBreachWordsFragment[] }) {
  if (breaches.length === 0) return <p className="govuk-body">No half-day has broken it.</p>;
  return (
    <ul className="govuk-list">
      {breaches.map((breach) => (
        <li key={breach.date + breach.half}>
          <strong className={`govuk-tag govuk-tag--${breach.stands ? 'red' : 'grey'}`}>{breach.stands ? 'Broken' : 'Withdrawn'}</strong> {sessionName(breach)}
          <ul className="govuk-list govuk-list--bullet">
            {breach.steps.map((step) => (
              <li key={step.notedAt + step.step}>
                {breachStep[step.step]}: {step.words ?? 'the words were erased.'}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Task({ task, done }: { task: YouthTaskWordsFragment; done: () => void }) {
  const [outcome, setOutcome] = useState('');
  const what =
    task.kind === 'PARENTING' ? `Parenting: ${task.what ?? 'the words were erased'}` : `Screen a younger sibling${task.child ? ` (${task.child.slice(0, 6)})` : ''}`;
  return (
    <div className="govuk-body">
      {what} (by {longDate(task.dueOn)})
      {task.doneOn ? `, done ${longDate(task.doneOn)}: ${task.outcome ?? ''}` : ''} {task.overdue && <strong className="govuk-tag govuk-tag--red">Overdue</strong>}
      {!task.doneOn && (
        <Opening title={task.kind === 'PARENTING' ? 'The parenting action is done' : 'The sibling was screened'}>
          <SendForm label={what} button="It is done" saved="Saved." document={SettleYouthTaskDocument} variables={() => ({ id: task.id, outcome })} done={done}>
            <TextField id={`task-${task.id}`} label="What came of it" maxLength={2000} value={outcome} onChange={setOutcome} />
          </SendForm>
        </Opening>
      )}
    </div>
  );
}

function EndOrder({ id, done }: { id: string; done: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Opening title="End it before its time">
      <SendForm label="End the order" button="End it" saved="Ended." warning document={EndYouthOrderDocument} variables={() => ({ id, reason })} done={done}>
        <Field id={`end-${id}`} label="Why" maxLength={500} required value={reason} onChange={setReason} />
      </SendForm>
    </Opening>
  );
}

function RecordOrder({ person, done }: { person: Person; done: () => void }) {
  const { today } = useSession();
  const [kind, setKind] = useState<YouthOrderKind>('REFERRAL_ORDER');
  const [rule, setRule] = useState<ConditionRule>('NO_UNAUTHORISED');
  const [form, setForm] = useState({ least: '90', from: today, until: addDays(today, 91), terms: '', parenting: '', due: addDays(today, 14) });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  return (
    <Opening title="Record an order or contract">
      <SendForm
        label="Record an order or contract"
        button="Record it"
        saved="Recorded. Every mark is checked from now on."
        document={RecordYouthOrderDocument}
        variables={() => ({
          input: {
            agreement: person.agreement,
            child: person.child,
            kind,
            rule,
            from: form.from,
            until: form.until,
            terms: form.terms,
            leastPercent: rule === 'LEAST_ATTENDANCE' ? Number(form.least) : null,
            parenting: form.parenting.trim() || null,
            parentingDueOn: form.parenting.trim() ? form.due : null,
          },
        })}
        done={done}
      >
        <Select id="order-kind" label="What it is" value={kind} onChange={setKind} options={orderKind} />
        <Select id="order-rule" label="Condition of attendance" value={rule} onChange={setRule} options={conditionRule} />
        <div className="app-fields">
          {rule === 'LEAST_ATTENDANCE' && (
            <Field id="order-least" label="Per cent, at least" type="number" min={1} max={100} required value={form.least} onChange={set('least')} />
          )}
          <Field id="order-from" label="From" type="date" required value={form.from} onChange={set('from')} />
          <Field id="order-until" label="Until" type="date" required value={form.until} onChange={set('until')} />
        </div>
        <TextField id="order-terms" label="What it says" maxLength={2000} value={form.terms} onChange={set('terms')} />
        <TextField id="order-parenting" label="Action with the parents, if any" maxLength={2000} value={form.parenting} onChange={set('parenting')} />
        {form.parenting.trim() !== '' && <Field id="order-due" label="Done by" type="date" required value={form.due} onChange={set('due')} />}
      </SendForm>
    </Opening>
  );
}
