import { useQuery } from 'urql';
import { SchoolsDocument } from './gql/graphql';

/** The names of the schools in scope, by LAESTAB; the number until the name is known. */
export function useSchoolNames(): { schools: { laestab: string; name: string; phase: string }[]; nameOf: (laestab: string) => string } {
  const [{ data }] = useQuery({ query: SchoolsDocument });
  const schools = data?.schools ?? [];
  return { schools, nameOf: (laestab) => schools.find((school) => school.laestab === laestab)?.name ?? `School ${laestab}` };
}

/** A child's place on a day, or the last one. */
export function placeOn<Place extends { entryDate: string; leavingDate?: string | null }>(places: readonly Place[], day: string): Place | undefined {
  return (
    places.find((place) => place.entryDate <= day && (!place.leavingDate || place.leavingDate >= day)) ??
    places.toSorted((a, b) => a.entryDate.localeCompare(b.entryDate)).at(-1)
  );
}
