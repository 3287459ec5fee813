import type { AgencyKind, ProgrammeKind, Role } from '../gql/graphql';

export const agencyKind: Record<AgencyKind, string> = {
  COUNCIL: 'Service of the council',
  PUBLIC: 'Public body',
  COMMUNITY: 'Community organisation',
  SCHOOL: 'Schools',
  FAMILY: 'Families',
};

export const programmeKind: Record<ProgrammeKind, string> = {
  FUNDING: 'Funding',
  PROGRAMME: 'Programme',
  INITIATIVE: 'Community initiative',
};

/** Roles that the authority's own agencies may be added with, as the directory names them. */
export const partnerRole: Partial<Record<Role, string>> = {
  HEALTH: 'Health',
  HOUSING: 'Housing',
  POLICE: 'Police',
  YOUTH_SERVICE: 'Youth service',
  CONNEXIONS: 'Connexions',
  YOUTH_OFFENDING: 'Youth offending service',
  COMMUNITY_SAFETY: 'Community safety',
  VOLUNTARY_SECTOR: 'Voluntary sector',
  BEHAVIOUR_SUPPORT: 'Behaviour support',
  SCHOOL_IMPROVEMENT: 'School improvement',
};

/** "New Deal (Ordsall)" as a short name in addresses: "new-deal-ordsall". */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}
