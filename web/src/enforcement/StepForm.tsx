import { type FormEvent, useState } from 'react';
import { type EnforcementTrack, type NoticeIssuer, type Offence, type PenaltyKind, TakeEnforcementStepDocument, type WithdrawalGround } from '../gql/graphql';
import { problemsOf, useSend } from '../send';
import { useSession } from '../session';
import { Choice } from '../ui/Choice';
import { Field, TextField } from '../ui/Field';
import { Problem } from '../ui/Problem';
import type { Enforcement } from './Enforcement';
import { groundName, issuerName, offenceName, penaltyName } from './names';
import type { Option } from './StepOptions';

const dates: Record<string, string> = {
  from: 'First day of the evidence',
  to: 'Last day of the evidence',
  until: 'Last day',
  hearing: 'Day of the hearing',
  receivedOn: 'Handed over on, if not posted',
};
const numbers: Record<string, string> = {
  amount: 'Amount in pounds',
  costs: 'Costs awarded, in pounds',
  months: 'Months of custody',
  direction: 'Number of the direction',
};

/** The form of one step: it asks for what the step reads, and for a reason where a rule of the authority is overridden. */
export function StepForm({
  id,
  option,
  matter,
  track,
  enforcement,
  done,
}: {
  id: string;
  option: Option;
  matter: number | undefined;
  track: EnforcementTrack | undefined;
  enforcement: Enforcement;
  done: () => void;
}) {
  const { today } = useSession();
  const { send, sending } = useSend();
  const own = `${matter ?? track}-${option.step}`.toLowerCase();
  const [values, setValues] = useState<Record<string, string>>({
    from: enforcement.evidenceFrom,
    to: today,
    parent: enforcement.parents[0] ?? '',
    offence: 'FAILS_TO_ATTEND',
    ground: 'SHOULD_NOT_HAVE_BEEN_ISSUED',
    kind: 'ABSENCE',
    issuer: 'AUTHORITY',
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const set = (name: string) => (value: string) => {
    setSaved(false);
    setValues({ ...values, [name]: value });
  };
  const asks = (name: string) => option.asks.includes(name);
  const text = (name: string) => (asks(name) && values[name] ? values[name] : null);
  const number = (name: string) => (asks(name) && values[name] ? Number(values[name]) : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const override = option.obstacles.map((obstacle) => obstacle.code);
    const sent = await send(TakeEnforcementStepDocument, {
      input: {
        case: id,
        step: option.step,
        matter: matter ?? null,
        track: track ?? null,
        parent: matter === undefined ? values['parent'] || null : null,
        from: text('from'),
        to: text('to'),
        until: text('until'),
        hearing: text('hearing'),
        receivedOn: text('receivedOn'),
        amount: number('amount'),
        costs: number('costs'),
        months: number('months'),
        direction: number('direction'),
        offence: text('offence') as Offence | null,
        ground: text('ground') as WithdrawalGround | null,
        kind: text('kind') as PenaltyKind | null,
        issuer: text('issuer') as NoticeIssuer | null,
        onConviction: asks('onConviction') ? values['onConviction'] === 'yes' : null,
        words: text('words'),
        override,
        overrideReason: override.length > 0 ? values['overrideReason'] || null : null,
      },
    });
    const wrong = sent.problem ?? problemsOf(sent.data.takeEnforcementStep);
    setProblem(wrong);
    if (wrong) return;
    setSaved(true);
    done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={option.label}>
      <div role="status">{saved && <p className="govuk-body app-saved">Done, or waiting for a second person.</p>}</div>
      <Problem text={problem} />
      <div className="app-fields">
        {matter === undefined && (
          <Choice name={`${own}-parent`} label="Against" value={values['parent'] ?? ''} onChange={set('parent')}>
            {enforcement.parents.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Choice>
        )}
        {option.asks
          .filter((name) => dates[name])
          .map((name) => (
            <Field key={name} id={`${own}-${name}`} label={dates[name]!} type="date" value={values[name] ?? ''} onChange={set(name)} />
          ))}
        {option.asks
          .filter((name) => numbers[name])
          .map((name) => (
            <Field key={name} id={`${own}-${name}`} label={numbers[name]!} inputMode="decimal" value={values[name] ?? ''} onChange={set(name)} />
          ))}
        {asks('offence') && <Names own={own} name="offence" label="Offence" names={offenceName} values={values} set={set} />}
        {asks('ground') && <Names own={own} name="ground" label="Ground" names={groundName} values={values} set={set} />}
        {asks('kind') && <Names own={own} name="kind" label="What for" names={penaltyName} values={values} set={set} />}
        {asks('issuer') && <Names own={own} name="issuer" label="By whom" names={issuerName} values={values} set={set} />}
        {asks('onConviction') && (
          <Names own={own} name="onConviction" label="Made on conviction" names={{ no: 'No', yes: 'Yes' }} values={values} set={set} />
        )}
      </div>
      {asks('words') && <TextField id={`${own}-words`} label="What and why" maxLength={2000} value={values['words'] ?? ''} onChange={set('words')} />}
      {option.obstacles.length > 0 && (
        <TextField
          id={`${own}-override`}
          label="Why the rule is overridden"
          hint="A second person has to agree, and it is logged."
          maxLength={2000}
          value={values['overrideReason'] ?? ''}
          onChange={set('overrideReason')}
        />
      )}
      <button type="submit" className="govuk-button" disabled={sending}>
        {option.needsSecondPerson || option.obstacles.length > 0 ? `Propose: ${option.label}` : option.label}
      </button>
    </form>
  );
}

function Names({
  own,
  name,
  label,
  names,
  values,
  set,
}: {
  own: string;
  name: string;
  label: string;
  names: Record<string, string>;
  values: Record<string, string>;
  set: (name: string) => (value: string) => void;
}) {
  return (
    <Choice name={`${own}-${name}`} label={label} value={values[name] ?? ''} onChange={set(name)}>
      {Object.entries(names).map(([key, title]) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </Choice>
  );
}
