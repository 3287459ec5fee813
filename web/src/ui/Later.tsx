import { Component, type ReactNode, Suspense } from 'react';
import { Failed, Loading } from './states';

/** Stands around pages that are loaded when they are first opened: says that one comes, or that it could not be had (no connection, or a newer version of the server). */
export class Later extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <Failed retry={() => window.location.reload()} />;
    return <Suspense fallback={<Loading what="the page" />}>{this.props.children}</Suspense>;
  }
}
