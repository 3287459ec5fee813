import { useState } from 'react';
import { useFresh } from '../fresh';
import { TransportPolicyDocument } from '../gql/graphql';
import { Show } from '../ui/states';
import { useTitle } from '../ui/title';

/** Who is taken to school and how to ask for it, in the languages of the city's communities; to read here or to print. */
export function TransportPolicyPage() {
  useTitle('Transport policy');
  const [language, setLanguage] = useState('en');
  const fresh = useFresh(TransportPolicyDocument, { language }, { every: 0 });
  return (
    <Show fresh={fresh} what="policy">
      {({ transportPolicy }) => {
        const text = transportPolicy.find((each) => each.language === language) ?? transportPolicy[0];
        return (
          <>
            <nav className="app-subnav" aria-label="Languages">
              <ul>
                {transportPolicy.map((each) => (
                  <li key={each.language}>
                    <button type="button" className="app-link-button" lang={each.language} aria-pressed={each.language === language} onClick={() => setLanguage(each.language)}>
                      {each.name}
                    </button>
                  </li>
                ))}
              </ul>
            </nav>
            {text && (
              <article lang={text.language} dir={text.rightToLeft ? 'rtl' : 'ltr'}>
                <h1 className="govuk-heading-l">{text.title}</h1>
                {text.paragraphs.map((paragraph) => (
                  <p className="govuk-body" key={paragraph}>
                    {paragraph}
                  </p>
                ))}
              </article>
            )}
          </>
        );
      }}
    </Show>
  );
}
