import { useEffect } from 'react';
import { Link } from 'wouter';
import { useFresh } from '../fresh';
import { UnreadNoticesDocument } from '../gql/graphql';
import { onNoticed } from './noticed';

/** How many notices were not read, on every page. */
export function Bell() {
  const { data, refresh } = useFresh(UnreadNoticesDocument, {}, { every: 5_000 });
  useEffect(() => onNoticed(refresh), [refresh]);
  const unread = data?.unreadNotices ?? 0;
  return (
    <Link href="/notices" className="app-bell">
      Notices{' '}
      {unread > 0 && (
        <>
          <span className="app-bell__count">{unread > 99 ? '99+' : unread}</span>
          <span className="govuk-visually-hidden"> not read</span>
        </>
      )}
    </Link>
  );
}
