/** Pages on which an agency's work is done or shown, by the agency's short name. Where an act or a role is named, who has neither is offered no link. */
export const workOf: Record<string, readonly { href: string; title: string; act?: string; role?: string }[]> = {
  'passenger-transport': [
    { href: '/transport', title: 'Routes, failed services and children', act: 'RunTransport' },
    { href: '/transport-policy', title: 'The transport policy in several languages' },
  ],
  'school-improvement': [
    { href: '/school-improvement', title: 'Visits, concern schools, targets and links between schools', act: 'ImproveSchool' },
    { href: '/good-practice', title: 'Good practice', act: 'ReadSchool' },
  ],
  'youth-offending': [
    { href: '/youth-offending', title: 'Young people: orders, releases, assessments, placements, mentors', role: 'YouthOffending' },
    { href: '/youth-offending/board', title: 'Manager’s board', act: 'RunPartners', role: 'YouthOffending' },
  ],
  best: [{ href: '/behaviour-improvement', title: 'Schools of the programme: leads, outcomes and classes', act: 'WorkOnBehaviour' }],
};
