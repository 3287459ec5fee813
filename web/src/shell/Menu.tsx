import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../session';
import { currentOf, menuOf, type NavigationGroup, type NavigationItem, navigationOf } from './navigation';

/** What a person may open. A group opens its links below it, one group at a time; Escape, a click elsewhere and going to a page close it. */
export function Menu() {
  const items = navigationOf(useSession());
  const [path] = useLocation();
  const [open, setOpen] = useState<string | null>(null);
  const nav = useRef<HTMLElement>(null);
  const current = currentOf(items, path);
  useEffect(() => {
    if (open === null) return;
    // Pressed or focused outside the open group: it has been left.
    const left = (event: Event) => {
      const group = nav.current?.querySelector('[aria-expanded=true]')?.parentElement;
      if (event.target instanceof Node && !group?.contains(event.target)) setOpen(null);
    };
    document.addEventListener('pointerdown', left);
    document.addEventListener('focusin', left);
    return () => {
      document.removeEventListener('pointerdown', left);
      document.removeEventListener('focusin', left);
    };
  }, [open]);
  return (
    <nav className="app-nav" aria-label="Service" ref={nav}>
      <div className="govuk-width-container">
        <ul>
          {menuOf(items).map((entry) =>
            'items' in entry ? (
              <Group key={entry.title} group={entry} current={current} open={open === entry.title} onOpen={(now) => setOpen(now ? entry.title : null)} />
            ) : (
              <Item key={entry.href} item={entry} current={current} />
            ),
          )}
        </ul>
      </div>
    </nav>
  );
}

type GroupProps = { group: NavigationGroup; current: NavigationItem | undefined; open: boolean; onOpen: (open: boolean) => void };

function Group({ group, current, open, onOpen }: GroupProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    onOpen(false);
    button.current?.focus();
  };
  return (
    <li className="app-nav__group" onKeyDown={escape}>
      <button
        type="button"
        ref={button}
        aria-expanded={open}
        aria-controls={id}
        aria-current={current && group.items.includes(current) ? 'true' : undefined}
        onClick={() => onOpen(!open)}
      >
        {group.title}
      </button>
      <ul id={id} hidden={!open}>
        {group.items.map((item) => (
          <Item key={item.href} item={item} current={current} onClick={() => onOpen(false)} />
        ))}
      </ul>
    </li>
  );
}

function Item({ item, current, onClick }: { item: NavigationItem; current: NavigationItem | undefined; onClick?: () => void }) {
  return (
    <li>
      {item.server ? (
        <a href={item.href}>{item.title}</a>
      ) : (
        <Link href={item.href} aria-current={item === current ? 'page' : undefined} {...(onClick && { onClick })}>
          {item.title}
        </Link>
      )}
    </li>
  );
}
