namespace Postern.Tools.Mfdbtool.Site;

/// <summary>Opens a site.</summary>
internal delegate Task<StateSite> SiteOpener(SiteSettings settings, TimeProvider time, CancellationToken cancellationToken);
