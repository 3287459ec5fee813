import { severityName } from '../format';
import type { FlagSeverity } from '../gql/graphql';

const colours: Record<FlagSeverity, string> = { NONE: 'grey', NOTICE: 'grey', CONCERN: 'orange', ACTION: 'red' };

export function SeverityTag({ severity }: { severity: FlagSeverity }) {
  return <strong className={`govuk-tag govuk-tag--${colours[severity]}`}>{severityName[severity]}</strong>;
}
